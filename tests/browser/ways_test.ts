import { assert, assertEquals, assertMatch } from "@std/assert";
import { axeViolations } from "./axe.ts";
import { withPage } from "./with_page.ts";

const CHAPTER = "/chapters/stackless";

Deno.test("a reader's browser measures every way that it has: threads that share memory, and WebAssembly's stacks", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at(CHAPTER));
    const ways = page.locator("[data-island=ways]");
    await ways.scrollIntoViewIfNeeded();
    const measure = ways.getByRole("button", { name: "Measure in this browser" });
    await measure.and(page.locator(":enabled")).waitFor();
    await measure.click();
    await ways.getByRole("button", { name: "Measure again" }).waitFor({ timeout: 60_000 });
    await ways.getByText("This browser, just now").waitFor();
    const rows = await ways.getByRole("row").allInnerTexts();
    assertEquals(rows.length, 7);
    for (const row of rows.slice(1)) assertMatch(row, /[\d.]+ (ns|µs|ms)$/);
    assertEquals(await axeViolations(page, ".ways-part"), []);
  }));

Deno.test("the costs that the server measured read without JavaScript", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at(CHAPTER));
    const text = await page.locator(".ways-part").innerText();
    assertMatch(text, /Threads\s+[\d.]+ MiB of the process\s+[\d.]+ (µs|ms)/);
    assert(await page.locator(".ways-part svg").count() === 2);
  }, { context: { javaScriptEnabled: false } }));
