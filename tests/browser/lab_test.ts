import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LabOnPage } from "./lab.ts";
import { withPage } from "./with_page.ts";

const LAB = "/labs/first-overlap";
const solution = await Deno.readTextFile(new URL("../../labs/first-overlap/solution.ts", import.meta.url));

Deno.test("running the starter shows what the example prints, and judges nothing", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.press("Run");
    await lab.says("Finished");
    assert((await lab.output.textContent())!.trim().length > 0);
    assertEquals(await page.getByRole("heading", { name: /^Tests:/ }).count(), 0);
  }));

Deno.test("output streams in while the program still runs, and Stop ends a program that would not", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.write(`console.log("before the endless wait");\nawait new Promise(() => setInterval(() => {}, 1_000));`);
    await lab.press("Run");
    await lab.output.getByText("before the endless wait").waitFor();
    await lab.says("Running");
    await lab.press("Stop");
    await lab.says("Stopped");
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  }));

Deno.test("a busy loop ends by itself with a sentence, and the next run works", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.write("for (;;);");
    await lab.press("Run");
    // On a machine that is busy elsewhere the wall clock may end it before the CPU limit does.
    await lab.says(/Out of CPU time|Timed out/);
    await lab.write(`console.log("the core is free again");`);
    await lab.press("Run");
    await lab.output.getByText("the core is free again").waitFor();
  }));

Deno.test("checking the untouched starter fails with a reason, and hints come one at a time", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.press("Check");
    await lab.says("Not yet");
    const failed = page.getByRole("listitem").filter({ hasText: "failed" }).first();
    assertStringIncludes((await failed.textContent())!, "Expected");
    assertEquals(await page.getByText(/^Hint 2 of/).isVisible(), false);
    await page.getByText(/^Hint 1 of/).click();
    assert(await page.getByText(/^Hint 2 of/).isVisible());
  }));

Deno.test("a pass shows the solution and how the answer differs from it", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    assertEquals(await page.getByText("Solution, and how yours differs").count(), 0);
    await lab.write(`// my own words\n${solution}`);
    await lab.press("Check");
    await lab.says("Passed");
    await page.getByText("Solution, and how yours differs").click();
    await page.getByLabel("Differences").getByText("- // my own words").waitFor();
  }));

Deno.test("a failed check can be repeated with the same inputs", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.press("Check");
    const again = page.getByRole("button", { name: /same inputs \(seed \d+\)/ });
    const seed = await again.textContent();
    await again.click();
    await page.getByText("This text, 2 times").waitFor();
    assertEquals(await again.textContent(), seed);
  }));

Deno.test("Escape, then Tab, leaves the editor; Tab alone indents", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.write("x");
    await page.keyboard.press("Home");
    await page.keyboard.press("Tab");
    assertEquals(await lab.text(), "  x");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    assertEquals(focused, "Run");
  }));

Deno.test("Ctrl+Enter runs and Ctrl+Shift+Enter checks, from inside the editor", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.editor.focus();
    await page.locator(".cm-content").waitFor();
    await page.keyboard.press("Control+Enter");
    await lab.says("Finished");
    await page.keyboard.press("Control+Shift+Enter");
    await lab.says("Not yet");
  }));

Deno.test("what a program prints is shown letter for letter, never as markup", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    const attack = `<img src=x onerror="document.title='stolen'">`;
    await lab.write(
      `console.log(${JSON.stringify(attack)});\nthrow new Error("<script>document.title='stolen'</script>");`,
    );
    await lab.press("Run");
    await lab.says("Crashed");
    assertStringIncludes((await lab.output.textContent())!, attack);
    assertEquals(await page.locator(".lab-panel img, .lab-panel script").count(), 0);
    assert(!(await page.title()).includes("stolen"));
  }));
