import { assert, assertEquals } from "@std/assert";
import { withPage } from "./with_page.ts";

const CHAPTER = "/chapters/what-runs-when";

Deno.test("a choice gives an explanation for the answer that was given, and the key only then", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at(CHAPTER));
    const question = page.locator("[data-island=question]").filter({ has: page.getByRole("radio") }).first();
    await question.scrollIntoViewIfNeeded();
    const keys = await page.content();
    assert(!/"(right|explanations|tolerance)"/.test(keys), "no key is in the page");
    const answer = question.getByRole("button", { name: /answer|check/i });
    await question.getByRole("radio").first().check();
    await answer.click();
    await question.getByRole("status").filter({ hasText: /\w/ }).waitFor();
  }));

Deno.test("an answer is remembered after a reload", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at(CHAPTER));
    const question = page.locator("[data-island=question]").filter({ has: page.getByRole("radio") }).first();
    await question.scrollIntoViewIfNeeded();
    await question.getByRole("radio").first().check();
    await question.getByRole("button", { name: /answer|check/i }).click();
    await question.getByRole("status").filter({ hasText: /\w/ }).waitFor();
    await page.goto(at("/progress"));
    const text = await page.locator("main").textContent();
    assertEquals(/1/.test(text ?? ""), true);
  }));
