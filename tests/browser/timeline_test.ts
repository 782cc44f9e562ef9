import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import type { ChromeTrace } from "../../labs/_runtime/trace/mod.ts";
import { LabOnPage } from "./lab.ts";
import { withPage } from "./with_page.ts";

const ROOT = new URL("../../", import.meta.url);
const twoTimeouts = await Deno.readTextFile(new URL("labs/two-timeouts/starter.ts", ROOT));
const fairSlices = await Deno.readTextFile(new URL("labs/fair-slices/solution.ts", ROOT));

/** Line of the text, from 1, that holds these words. */
function lineOf(code: string, words: string): number {
  return code.slice(0, code.indexOf(words)).split("\n").length;
}

/** The timeline of a lab's run, found by what it says. */
class TimelineOnPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get view() {
    return this.page.getByRole("group", { name: /^Timeline:/ });
  }

  /** The present moment in words. */
  async sentence(): Promise<string> {
    return (await this.page.locator(".timeline-event").textContent())!;
  }

  /** Steps forward until the present moment is said in these words. */
  async stepTo(words: RegExp): Promise<void> {
    await this.view.focus();
    for (let step = 0; step < 400; step++) {
      if (words.test(await this.sentence())) return;
      await this.page.keyboard.press("ArrowRight");
    }
    throw new Error(`no moment says ${words}; the last one is: ${await this.sentence()}`);
  }
}

/** Runs a file in a lab and waits for its timeline. */
async function runIn(page: Page, address: string, code: string): Promise<TimelineOnPage> {
  const lab = await LabOnPage.open(page, address);
  await lab.write(code);
  await lab.press("Run");
  const timeline = new TimelineOnPage(page);
  await timeline.view.waitFor();
  return timeline;
}

/** The text of the editor's line in which the cursor stands. */
async function cursorLine(page: Page): Promise<string> {
  await page.locator(".cm-line").first().waitFor();
  return await page.evaluate(() => {
    const root = document.querySelector(".code-live")?.shadowRoot;
    const selection = (root as unknown as { getSelection?(): Selection | null })?.getSelection?.() ?? getSelection();
    const node = selection?.anchorNode ?? null;
    const element = node instanceof Element ? node : node?.parentElement ?? null;
    return element?.closest(".cm-line")?.textContent ?? "";
  });
}

Deno.test("a moment's link goes to the line of the learner's file at which the task waits", () =>
  withPage(async ({ page, at }) => {
    const timeline = await runIn(page, at("/labs/two-timeouts"), twoTimeouts);
    await timeline.stepTo(/waits for 3000 ms/);
    await page.getByRole("button", { name: `line ${lineOf(twoTimeouts, "yield* sleep(")}`, exact: true }).first()
      .click();
    assertStringIncludes(await cursorLine(page), "yield* sleep(HEARTBEAT_INTERVAL_MS)");
  }));

Deno.test("a task that throws is drawn as failed, on the line that threw", () =>
  withPage(async ({ page, at }) => {
    const code = twoTimeouts.replace("yield* world.commit(", 'throw new Error("no broker");\n    yield* world.commit(');
    const timeline = await runIn(page, at("/labs/two-timeouts"), code);
    await timeline.stepTo(/consume fails: Error: no broker/);
    assertMatch(await timeline.sentence(), new RegExp(`line ${lineOf(code, "throw new Error")}$`));
    const lab = new LabOnPage(page);
    await lab.says(new RegExp(`failed at line ${lineOf(code, "throw new Error")}`));
  }));

Deno.test("a run can be stepped both ways by keyboard, says which clock ran, and is there as a table", () =>
  withPage(async ({ page, at }) => {
    const timeline = await runIn(page, at("/labs/fair-slices"), fairSlices);
    await page.getByText("virtual time: the model’s own clock").waitFor();
    const first = await timeline.sentence();
    await timeline.view.focus();
    await page.keyboard.press("Shift+ArrowRight");
    assertMatch(await timeline.sentence(), /runs\./);
    await page.keyboard.press("ArrowRight");
    assert(await timeline.sentence() !== first);
    await page.keyboard.press("Home");
    assertEquals(await timeline.sentence(), first);
    await page.getByText("The same as a table").click();
    const rows = page.getByRole("table").getByRole("row");
    assert(await rows.count() > 100);
    assertMatch((await rows.nth(1).textContent())!, /customers.*runnable|customers.*running/);
  }));

Deno.test("the file for Perfetto downloads, parses, and holds every event of the run", () =>
  withPage(async ({ page, at }) => {
    const timeline = await runIn(page, at("/labs/fair-slices"), fairSlices);
    const events = Number((await timeline.sentence()).match(/event \d+ of (\d+)/)![1]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export for Perfetto" }).click(),
    ]);
    assertMatch(download.suggestedFilename(), /\.json$/);
    const file: ChromeTrace = JSON.parse(await Deno.readTextFile(await download.path()));
    assertEquals(file.traceEvents.filter(({ ph }) => ph === "i").length, events);
    const names = file.traceEvents.filter(({ name }) => name === "thread_name").map(({ args }) => args.name);
    assertEquals(names, ["event loop", "customers", "customers", "labels", "routes", "report"]);
    // Slices of 10 ms are 10,000 of the format's microseconds.
    assert(file.traceEvents.some((entry) => entry.ph === "X" && entry.name === "running" && entry.dur === 10_000));
  }));

Deno.test("a run on the kernel shows the insides at each step: what epoll watches, its ready list, the bytes that wait", () =>
  withPage(async ({ page, at }) => {
    const code = await Deno.readTextFile(new URL("labs/edge-triggered-reader/solution.ts", ROOT));
    const timeline = await runIn(page, at("/labs/edge-triggered-reader"), code);
    const insides = () => page.getByRole("img", { name: /^Inside the kernel:/ }).getAttribute("aria-label");
    await timeline.stepTo(/ready list of epoll \d+ holds/);
    assertMatch((await insides())!, /program is in epollWait.* watches .* ready list holds \d+/);
    await timeline.stepTo(/bytes? waits? to be read from/);
    assertMatch((await insides())!, /\d+ bytes at \d+/);
    const there = await insides();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assertEquals(await insides(), there);
  }));
