import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { startServer } from "../server_process.ts";
import { LabOnPage } from "./lab.ts";
import { openPage, withBrowser, withPage } from "./with_page.ts";

const LAB = "/labs/first-overlap";
const solution = await Deno.readTextFile(new URL("../../labs/first-overlap/solution.ts", import.meta.url));

Deno.test("what was written and passed is there after a reload, and after a restart of the server", () =>
  withBrowser(async (browser) => {
    const dataFolder = await Deno.makeTempDir({ prefix: "interleave-" });
    {
      await using server = await startServer({ dataFolder });
      const page = await openPage(browser);
      const lab = await LabOnPage.open(page, new URL(LAB, server.address).href);
      await lab.write(`// kept\n${solution}`);
      await lab.press("Check");
      await lab.says("Passed");
      await page.reload();
      await page.getByText("// kept").first().waitFor();
    }
    {
      await using server = await startServer({ dataFolder });
      // A page with storage of its own: nothing comes from the first browser.
      const page = await openPage(browser);
      await page.goto(new URL(LAB, server.address).href);
      await page.getByText("// kept").first().waitFor();
      await page.getByText("Solution, and how yours differs").waitFor();
    }
    await Deno.remove(dataFolder, { recursive: true });
  }));

Deno.test("when the server is gone the panel says so, keeps the text, and works again when it is back", () =>
  withBrowser(async (browser) => {
    const { lab, port } = await openAndStopServer(await openPage(browser));
    await lab.write(`console.log("written while offline");`);
    await lab.press("Run");
    await lab.page.getByText(/cannot be reached|no answer|offline/i).first().waitFor();
    await using _server = await startServer({ port });
    await lab.press("Run");
    await lab.output.getByText("written while offline").waitFor();
  }));

/** A lab whose editor is loaded and whose server has gone away. */
async function openAndStopServer(page: Page): Promise<{ lab: LabOnPage; port: number }> {
  await using server = await startServer();
  const lab = await LabOnPage.open(page, new URL(LAB, server.address).href);
  await lab.editor.focus();
  await page.locator(".cm-content").waitFor();
  return { lab, port: Number(new URL(server.address).port) };
}

Deno.test("a saved endless loop does nothing when the page is opened again", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.write("for (;;);");
    await lab.press("Run");
    await lab.says(/Out of CPU time|Timed out/);
    await page.reload();
    await page.getByText("for (;;);").waitFor();
    assertEquals(await lab.output.count(), 0);
  }));

Deno.test("two tabs: the second save is refused and both texts are offered", () =>
  withPage(async ({ page, at, another }) => {
    const other = await another();
    const mine = await LabOnPage.open(page, at(LAB));
    const theirs = await LabOnPage.open(other, at(LAB));
    await theirs.write(`console.log("theirs");`);
    await theirs.press("Run");
    await theirs.says(/Finished|Crashed/);
    await mine.write(`console.log("mine");`);
    await mine.press("Run");
    await page.getByRole("alert").filter({ hasText: "Two versions" }).waitFor();
    assertStringIncludes((await page.getByLabel("The other version").textContent())!, "theirs");
    await page.getByRole("button", { name: "Keep mine" }).click();
    await other.reload();
    await other.getByText("mine").first().waitFor();
  }, { expectedErrors: /409/ }));

Deno.test("Reset asks once, goes back to the starter, and can be undone", () =>
  withPage(async ({ page, at }) => {
    const lab = await LabOnPage.open(page, at(LAB));
    await lab.write("// not the starter");
    await lab.press("Reset");
    await page.getByText("Go back to the starter?").waitFor();
    await lab.press("Reset");
    await page.getByText("export").first().waitFor();
    await page.getByRole("button", { name: "Undo reset" }).click();
    await page.getByText("// not the starter").waitFor();
  }));
