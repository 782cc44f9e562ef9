/** A lab panel as a user meets it: by what it says, not by its classes. */
import type { Locator, Page } from "playwright-core";

/** One lab on its own page. */
export class LabOnPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the lab's page and waits until its buttons work. */
  static async open(page: Page, address: string): Promise<LabOnPage> {
    await page.goto(address);
    await page.getByRole("button", { name: "Run", exact: true }).and(page.locator(":enabled")).waitFor();
    return new LabOnPage(page);
  }

  /** Puts a whole file in the editor by way of the keyboard and the clipboard's event, as a paste does. */
  async write(code: string): Promise<void> {
    await this.editor.focus();
    await this.page.locator(".cm-content").waitFor();
    await this.editor.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(code);
  }

  /** The text in the editor: it draws only the lines in view, so short files only. */
  async text(): Promise<string> {
    const lines = await this.page.locator(".cm-line").allTextContents();
    return lines.join("\n");
  }

  get editor(): Locator {
    return this.page.getByRole("textbox", { name: /^Your code for/ });
  }

  async press(name: "Run" | "Check" | "Stop" | "Reset"): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).first().click();
  }

  /** Waits for the status to say this. */
  async says(words: string | RegExp): Promise<void> {
    await this.page.getByRole("status").filter({ hasText: words }).first().waitFor();
  }

  get output(): Locator {
    return this.page.getByRole("group", { name: "Output" });
  }
}
