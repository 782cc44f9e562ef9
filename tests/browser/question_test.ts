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

Deno.test("of the schedules that can happen all must be marked, and nothing else; the answer says which can", () =>
  withPage(async ({ page, at }) => {
    await page.goto(at("/chapters/preemptive"));
    const question = page.locator("[data-island=question]").filter({ has: page.getByRole("checkbox") }).first();
    await question.scrollIntoViewIfNeeded();
    await question.getByText("Mark all that can happen.").waitFor();
    const answer = question.getByRole("button", { name: "Answer" });
    const option = (name: string) => question.getByRole("checkbox", { name, exact: true });
    await answer.and(page.locator(":enabled")).waitFor();
    await answer.click();
    await question.getByRole("status").filter({ hasText: "Mark at least one" }).waitFor();
    await option("800 g").check();
    await answer.click();
    await question.getByRole("status").filter({ hasText: "Not quite" }).waitFor();
    for (const grams of ["500 g", "300 g"]) await option(grams).check();
    await answer.click();
    await question.getByRole("status").filter({ hasText: "Right" }).waitFor();
  }));
