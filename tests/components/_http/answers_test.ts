import { assertEquals, assertStringIncludes } from "@std/assert";
import { errorOf, TestSite } from "./fixture.ts";

const CHOICE = { chapter: "what-runs-when", questionId: "who-waits" };

Deno.test("an answer is checked here, explained, and counted", async () => {
  using site = new TestSite();
  const wrong = await (await site.send("POST", "/api/answers", { ...CHOICE, answer: "b" })).json();
  assertEquals(wrong.correct, false);
  const right = await (await site.send("POST", "/api/answers", { ...CHOICE, answer: "a" })).json();
  assertEquals(right.correct, true);
  const { answers } = await (await site.fetch("/api/progress")).json();
  assertEquals(answers, [{ ...CHOICE, correct: true, tries: 2 }]);
});

for (
  const [what, body, status, words] of [
    ["to a question that is none", { ...CHOICE, questionId: "who-else", answer: "a" }, 404, 'no question "who-else"'],
    ["to a chapter that is none", { ...CHOICE, chapter: "nowhere", answer: "a" }, 404, 'Chapter "nowhere"'],
    ["of the wrong form", { ...CHOICE, answer: 3 }, 400, "is the id of one of its options"],
    ["that is missing", CHOICE, 400, "is the id of one of its options"],
    ["that brings its own verdict", { ...CHOICE, answer: "b", correct: true }, 400, "correct is not known"],
    ["to a built-in's name", { ...CHOICE, questionId: "constructor", answer: "a" }, 404, 'no question "constructor"'],
  ] as const
) {
  Deno.test(`an answer ${what} is refused with ${status}, and not counted`, async () => {
    using site = new TestSite();
    const response = await site.send("POST", "/api/answers", body);
    assertEquals(response.status, status);
    assertStringIncludes(await errorOf(response), words);
    assertEquals((await site.progress.learner("local")).answers, []);
  });
}
