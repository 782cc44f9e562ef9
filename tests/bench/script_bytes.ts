/** JavaScript that a reader downloads before touching a lab: what a real browser fetched after scrolling the chapter through. */
import { startChromium } from "../browser/chromium.ts";
import { startServer } from "../server_process.ts";
import type { Row } from "./table.ts";

const BOUND_BYTES = 25_000;

export async function measureScriptBytes(): Promise<Row[]> {
  const browser = await startChromium();
  if ("missing" in browser) {
    return [{ promise: "scripts before touching a lab", measured: browser.missing, bound: "", kept: false }];
  }
  await using server = await startServer();
  const page = await browser.newPage();
  const paths = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") paths.add(new URL(response.url()).pathname);
  });
  await page.goto(server.address);
  await page.locator('a[href^="/chapters/"]').first().click();
  await page.waitForLoadState("networkidle");
  await scrollThrough(page);
  await page.waitForLoadState("networkidle");
  await browser.close();
  let bytes = 0;
  for (const path of paths) bytes += await compressedSize(new URL(path, server.address));
  return [{
    promise: "scripts before touching a lab, compressed",
    measured: `${bytes} bytes in ${paths.size} files`,
    bound: `at most ${BOUND_BYTES} bytes`,
    kept: bytes <= BOUND_BYTES && paths.size > 0,
  }];
}

async function scrollThrough(page: Awaited<ReturnType<import("playwright-core").Browser["newPage"]>>): Promise<void> {
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
