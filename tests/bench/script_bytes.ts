/** JavaScript that a reader downloads before touching anything: what a real browser fetched after scrolling a chapter through. */
import type { Page } from "playwright-core";
import { startChromium } from "../browser/chromium.ts";
import { startServer } from "../server_process.ts";
import type { Row } from "./table.ts";

/** The first chapter, and the one with the most that comes alive. */
const CHAPTERS = [
  { path: "/chapters/what-runs-when", what: "scripts before touching a lab", boundBytes: 25_000 },
  { path: "/chapters/stackless", what: "scripts beside the compiler before it is touched", boundBytes: 32_000 },
] as const;

export async function measureScriptBytes(): Promise<Row[]> {
  const browser = await startChromium();
  if ("missing" in browser) {
    return CHAPTERS.map(({ what }) => ({ promise: what, measured: browser.missing, bound: "", kept: false }));
  }
  await using server = await startServer();
  const rows: Row[] = [];
  for (const { path, what, boundBytes } of CHAPTERS) {
    const page = await (await browser.newContext()).newPage();
    const sizes = await sizesOfScripts(page, new URL(path, server.address).href);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    rows.push({
      promise: `${what}, compressed`,
      measured: `${bytes} bytes in ${sizes.length} files`,
      bound: `at most ${boundBytes} bytes`,
      kept: bytes <= boundBytes && sizes.length > 0,
    });
  }
  await browser.close();
  return rows;
}

/** Of all that the page loads until it has been scrolled through. */
async function sizesOfScripts(page: Page, address: string): Promise<readonly number[]> {
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(response.url());
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await scrollThrough(page);
  await page.waitForLoadState("networkidle");
  return await Promise.all([...scripts].map((script) => compressedSize(new URL(script))));
}

async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top);
      await new Promise(requestAnimationFrame);
    }
  });
}

async function compressedSize(asset: URL): Promise<number> {
  const response = await fetch(asset, { headers: { "accept-encoding": "br" } });
  await response.body?.cancel();
  return Number(response.headers.get("content-length"));
}
