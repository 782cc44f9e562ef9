import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { axeViolations } from "./axe.ts";
import { withPage } from "./with_page.ts";

const CHAPTER = "/chapters/stackless";
const PART = ".compiler-part";

/** The compiler in its chapter, found by what it says. */
class CompilerOnPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, address: string): Promise<CompilerOnPage> {
    await page.goto(address);
    const compiler = new CompilerOnPage(page);
    await compiler.whole.scrollIntoViewIfNeeded();
    await page.locator("[data-island=compiler][data-awake]").waitFor();
    return compiler;
  }

  get whole() {
    return this.page.locator("[data-island=compiler]");
  }

  get source() {
    return this.page.getByRole("listbox", { name: /^Source/ });
  }

  get classLines() {
    return this.page.getByRole("listbox", { name: /^Class/ });
  }

  get status() {
    return this.whole.getByRole("status");
  }

  /** The text of marked lines. */
  marked(pane: CompilerOnPage["source"]): Promise<string[]> {
    return pane.locator(".line-marked").allTextContents();
  }

  /** Loads the editor and puts a text into it. */
  async write(text: string): Promise<void> {
    const edit = this.whole.getByRole("button", { name: "Edit the source" });
    if (await edit.count() > 0) await edit.click();
    const editor = this.whole.getByRole("textbox");
    await editor.waitFor();
    await editor.focus();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }
}

Deno.test("a line's counterparts are marked, by pointer and by arrow keys alike", () =>
  withPage(async ({ page, at }) => {
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    await compiler.source.focus();
    await page.keyboard.press("Home");
    for (let line = 1; !/resumeId is \d/.test((await compiler.status.textContent())!); line++) {
      assert(line < 20, "no line of the source suspends");
      await page.keyboard.press("ArrowDown");
    }
    const byKeys = await compiler.marked(compiler.classLines);
    assert(byKeys.some((line) => line.includes("this.resumeId =")), byKeys.join("\n"));
    const [yielding] = await compiler.marked(compiler.source);
    assertStringIncludes(yielding!, "yield");

    const goesOn = compiler.classLines.getByRole("option").filter({ hasText: "resumed after the yield" }).first();
    await goesOn.hover();
    assertMatch((await compiler.status.textContent())!, /^This line of the class comes from line \d+/);
    assertEquals((await compiler.marked(compiler.source)).length, 1);
  }));

Deno.test("a variable of the frame shows where it is declared and used", () =>
  withPage(async ({ page, at }) => {
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    const variable = compiler.whole.getByRole("table").getByRole("button").first();
    const name = (await variable.textContent())!;
    await variable.focus();
    assertMatch(
      (await compiler.status.textContent())!,
      new RegExp(`^${name}, declared on line \\d+, outlives a suspension`),
    );
    for (const line of await compiler.marked(compiler.source)) assertStringIncludes(line, name);
    assert((await compiler.marked(compiler.classLines)).some((line) => line.includes(`this.${name}`)));
  }));

Deno.test("what the reader types is compiled at once and never run; the frame follows", () =>
  withPage(async ({ page, at }) => {
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    await compiler.write("function* mine(parcel) {\n  yield document.body.remove();\n  return parcel;\n}");
    await page.getByRole("listbox", { name: "Class Mine, compiled" }).waitFor();
    await compiler.whole.getByRole("button", { name: "parcel" }).waitFor();
    assertStringIncludes((await compiler.classLines.textContent())!, "yielded = document.body.remove();");
    assert(await page.locator("main").isVisible());
  }));

Deno.test("a fault has line, column and what is supported, keeps the last class, and goes when it is mended", () =>
  withPage(async ({ page, at }) => {
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    await compiler.write("function* mine(parcel) {\n  yield parcel;\n}");
    await page.getByRole("listbox", { name: "Class Mine, compiled" }).waitFor();
    await compiler.write("function* mine(parcel) {\n  yield this;\n}");
    const alert = compiler.whole.getByRole("alert");
    await alert.waitFor();
    assertMatch((await alert.textContent())!, /^Line 2, column 9: `this` is not supported: .*pass the object/);
    await compiler.whole.getByText("The class of the last source that compiled").waitFor();
    assertStringIncludes((await compiler.classLines.textContent())!, "this.parcel = parcel;");
    assertEquals(await axeViolations(page, PART), []);
    await compiler.write("function* mended(parcel) {\n  yield parcel;\n}");
    await page.getByRole("listbox", { name: "Class Mended, compiled" }).waitFor();
    assertEquals(await alert.count(), 0);
  }));

Deno.test("another example can be chosen and the first one's text is kept; back to the example restores it", () =>
  withPage(async ({ page, at }) => {
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    await compiler.write("function* mine() {\n  yield 1;\n}");
    const mine = page.getByRole("listbox", { name: "Class Mine, compiled" });
    await mine.waitFor();
    const examples = compiler.whole.getByRole("combobox");
    await examples.selectOption({ index: 1 });
    await mine.waitFor({ state: "detached" });
    await examples.selectOption({ index: 0 });
    await mine.waitFor();
    await compiler.whole.getByRole("button", { name: "Back to the example" }).click();
    await mine.waitFor({ state: "detached" });
  }));

Deno.test("the editor and the compiler are loaded when the reader edits, not before; without them the page says so", () =>
  withPage(async ({ page, at }) => {
    const scripts: string[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.url());
    });
    const compiler = await CompilerOnPage.open(page, at(CHAPTER));
    await page.waitForLoadState("networkidle");
    const before = scripts.length;
    await page.route(/\/assets\/shared-/, (route) => route.abort());
    await compiler.whole.getByRole("button", { name: "Edit the source" }).click();
    await compiler.status.filter({ hasText: "could not be loaded" }).waitFor();
    assertEquals(scripts.length, before);
    await compiler.whole.getByRole("button", { name: "Edit the source" }).waitFor();
  }, { expectedErrors: /ERR_FAILED/ }));

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on the chapter of the compiler in ${colorScheme}, with lines marked`, () =>
    withPage(async ({ page, at }) => {
      const compiler = await CompilerOnPage.open(page, at(CHAPTER));
      await compiler.source.focus();
      await page.keyboard.press("ArrowDown");
      assertEquals(await axeViolations(page, PART), []);
    }, { context: { colorScheme } }));
}
