import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { axeViolations } from "./axe.ts";
import { withPage } from "./with_page.ts";

const CHAPTER = "/chapters/what-runs-when";
const PAGES = ["/", CHAPTER, "/labs/first-overlap", "/glossary", "/progress", "/no-such-page"];

Deno.test("a chapter reads fully without JavaScript: prose, listings, figures, tasks and questions", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at("/"));
    await page.getByRole("link", { name: "What runs when" }).first().click();
    assertEquals(await page.getByRole("heading", { level: 1 }).textContent(), "What runs when");
    const text = (await page.locator("main").textContent())!;
    assert(text.split(/\s+/).length > 2_500, "the prose is there");
    assert(await page.locator("main svg").count() >= 3, "the figures are there");
    assert(await page.locator("main pre").count() >= 5, "the listings are there");
    assert(await page.getByRole("group").count() >= 1, "the questions are there");
  }, { context: { javaScriptEnabled: false } }));

for (const path of PAGES) {
  Deno.test(`${path} fits in 360, 800 and 1440 pixels without scrolling sideways`, () =>
    withPage(async ({ page, at }) => {
      for (const width of [360, 800, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(at(path));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert(overflow <= 0, `${path} at ${width}: ${overflow} pixels too wide`);
      }
    }, { expectedErrors: /404/ }));

  for (const colorScheme of ["light", "dark"] as const) {
    Deno.test(`axe finds nothing on ${path} in ${colorScheme}`, () =>
      withPage(async ({ page, at }) => {
        await page.goto(at(path));
        await scrollThrough(page);
        assertEquals(await axeViolations(page), []);
      }, { context: { colorScheme }, expectedErrors: /404/ }));
  }
}

Deno.test("nothing jumps while a chapter loads and comes alive", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at(CHAPTER));
    await scrollThrough(page);
    const shift = await page.evaluate(() =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as unknown as readonly { value: number; hadRecentInput: boolean }[];
          resolve(shifts.reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0));
        }).observe({ type: "layout-shift", buffered: true });
        // No entry at all means that nothing shifted: the observer then never calls.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      })
    );
    assert(shift < 0.1, `layout shift ${shift}`);
  }));

Deno.test("an island whose code does not load leaves a note beside what the server rendered", () =>
  withPage(async ({ page, at }) => {
    await page.route(/lab_panel-.*\.js/, (route) => route.abort());
    await page.goto(at("/labs/first-overlap"));
    await page.getByText(/did not (start|load|come alive)|could not be (started|loaded)|not alive/i).first().waitFor();
    assertStringIncludes((await page.locator("main").textContent())!, "trackingPage");
  }, { expectedErrors: /lab_panel|ERR_FAILED|island/i }));

Deno.test("the chosen theme is applied before the first paint of the next page", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at("/"));
    await page.evaluate(() => localStorage.setItem("theme", "dark"));
    await page.goto(at(CHAPTER), { waitUntil: "commit" });
    await page.waitForSelector("body");
    assertEquals(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  }, { context: { colorScheme: "light" } }));

async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top);
      await new Promise(requestAnimationFrame);
    }
  });
  await page.waitForLoadState("networkidle");
}
