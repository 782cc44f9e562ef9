/** A test in a real browser against the real server; skipped with a printed reason where no browser starts, failed with CI=true. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type ServerProcess, startServer } from "../server_process.ts";
import { startChromium } from "./chromium.ts";

/** What a test gets. */
export interface Scene {
  readonly page: Page;
  readonly server: ServerProcess;
  /** Path → address. */
  at(path: string): string;
  /** A second page that shares nothing with the first but the server. */
  another(options?: BrowserContextOptions): Promise<Page>;
}

/** How long a test waits for something that never comes: the slowest thing awaited is a run's wall clock. */
const WAIT_MS = 20_000;

/** What to vary. */
export interface SceneOptions {
  readonly context?: BrowserContextOptions;
  /** Messages in the console that the test provokes; any other error fails it. */
  readonly expectedErrors?: RegExp;
}

/** Starts a browser, runs the test, and closes it; without a browser the test is skipped, or with CI=true failed. */
export async function withBrowser(test: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await startChromium();
  if ("missing" in browser) {
    if (Deno.env.get("CI") === "true") throw new Error(browser.missing);
    console.log(`skipped: ${browser.missing}`);
    return;
  }
  try {
    await test(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a page on a fresh server with a fresh learner and runs the test; an error in the console fails it. */
export function withPage(test: (scene: Scene) => Promise<void>, options: SceneOptions = {}): Promise<void> {
  return withBrowser(async (browser) => {
    await using server = await startServer();
    const errors: string[] = [];
    const another = async (context: BrowserContextOptions = {}) => {
      const page = await openPage(browser, context);
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      return page;
    };
    const page = await another(options.context);
    await test({ page, server, another, at: (path) => new URL(path, server.address).href });
    const unexpected = errors.filter((text) => !options.expectedErrors?.test(text));
    if (unexpected.length > 0) throw new Error(`The console showed errors: ${unexpected.join(" | ")}`);
  });
}

/** A page with storage of its own. */
export async function openPage(browser: Browser, context: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(context)).newPage();
  page.setDefaultTimeout(WAIT_MS);
  return page;
}
