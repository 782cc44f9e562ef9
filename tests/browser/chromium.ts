/**
 * A real Chromium for tests: the system's, else the one inside the npm package @sparticuz/chromium.
 *
 * When neither starts, tests skip with a printed reason; with CI=true they fail instead.
 */
import { type Browser, chromium } from "playwright-core";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The first is needed by root, the others keep Chromium from looking for hosts that a test has no business with. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser, or returns why there is none. */
export async function startChromium(): Promise<Browser | { readonly missing: string }> {
  const tried: string[] = [];
  for (const find of [findSystem, unpackBundled]) {
    try {
      const executablePath = await find();
      return await chromium.launch({ executablePath, args: ARGUMENTS });
    } catch (error) {
      tried.push(error instanceof Error ? error.message.split("\n")[0]! : String(error));
    }
  }
  return { missing: `no Chromium starts here (${tried.join("; ")}). Remedy: apt-get install chromium` };
}

async function findSystem(): Promise<string> {
  for (const path of SYSTEM) {
    try {
      await Deno.stat(path);
      return path;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new Error(`none of ${SYSTEM.join(", ")}`);
}

async function unpackBundled(): Promise<string> {
  const { default: bundled } = await import("@sparticuz/chromium");
  return await bundled.executablePath();
}
