import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { AnswerKey } from "../../../chapters/_render/chapter.ts";
import { checkAnswer } from "../../../chapters/_render/check_answer.ts";

const CHOICE: AnswerKey = { kind: "choice", right: "b", explanations: { a: "Not one.", b: "Two." }, words: "two" };
const OUTPUT: AnswerKey = {
  kind: "predict-output",
  output: "scan\nroute",
  explanation: "First the scan.",
  wrong: [{ output: "route\nscan", explanation: "Microtasks first." }],
  words: "<samp>scan\nroute</samp>",
};
const ORDER: AnswerKey = { kind: "order", order: ["c", "a", "b"], explanation: "So.", words: "<ol></ol>" };
const NUMBER: AnswerKey = { kind: "number", value: 200, tolerance: 0.1, explanation: "The report.", words: "200 ms" };

const SCHEDULES: AnswerKey = {
  kind: "predict-schedule",
  can: ["a", "b"],
  explanations: { a: "why a", b: "why b", c: "why c" },
  explanation: "E",
  words: "words",
};

Deno.test("a choice is answered with the chosen option's own explanation, and with the right option", () => {
  assertEquals(checkAnswer(CHOICE, "b"), { correct: true, explanation: "Two.", key: "two" });
  assertEquals(checkAnswer(CHOICE, "a"), { correct: false, explanation: "Not one.", key: "two" });
});

Deno.test("a predicted output is right when its lines are, whatever is at their ends", () => {
  for (const answer of ["scan\nroute", "scan\r\nroute\r\n", "scan  \nroute\n\n"]) {
    assertEquals(checkAnswer(OUTPUT, answer), { correct: true, explanation: "First the scan.", key: OUTPUT.words });
  }
  assertEquals(checkAnswer(OUTPUT, " scan\nroute").correct, false);
});

Deno.test("a foreseen wrong output gets its own explanation, another one the line that differs", () => {
  assertEquals(checkAnswer(OUTPUT, "route\nscan").explanation, "Microtasks first.");
  assertStringIncludes(checkAnswer(OUTPUT, "scan\neta").explanation, "Line 2 is the first that differs.");
  assertStringIncludes(checkAnswer(OUTPUT, "scan").explanation, "Line 2 is the first that differs.");
  assertStringIncludes(checkAnswer(OUTPUT, "scan\nroute\neta").explanation, "The first 2 lines are right, but nothing");
});

Deno.test("a wrong order says how far it is right", () => {
  assertEquals(checkAnswer(ORDER, ["c", "a", "b"]).correct, true);
  assertStringIncludes(checkAnswer(ORDER, ["c", "b", "a"]).explanation, "Right up to number 1.");
  assertStringIncludes(checkAnswer(ORDER, ["a", "c", "b"]).explanation, "Something else comes first.");
});

Deno.test("only the key's own order is right", () => {
  fc.assert(fc.property(fc.shuffledSubarray(["a", "b", "c"], { minLength: 3 }), (answer) => {
    assertEquals(checkAnswer(ORDER, answer).correct, answer.join() === "c,a,b");
  }));
});

Deno.test("a number is right within its tolerance, on both sides, its ends included", () => {
  for (const [answer, correct] of [[180, true], [220, true], [179.9, false], [220.1, false], [200, true]] as const) {
    assertEquals(checkAnswer(NUMBER, answer).correct, correct, String(answer));
  }
  assertEquals(checkAnswer({ ...NUMBER, value: 0.3, tolerance: 0 }, 0.1 + 0.2).correct, true);
  assertEquals(checkAnswer({ ...NUMBER, value: -10, tolerance: 0.1 }, -11).correct, true);
  assertStringIncludes(checkAnswer(NUMBER, 900).explanation, "too high");
  assertStringIncludes(checkAnswer(NUMBER, 9).explanation, "too low");
});

Deno.test("answers of the wrong shape are refused in a sentence that says what to send", () => {
  const wrong: [AnswerKey, unknown, string][] = [
    [CHOICE, "z", 'send one of "a", "b".'],
    [CHOICE, "toString", 'send one of "a", "b".'],
    [CHOICE, 1, 'send one of "a", "b".'],
    [OUTPUT, ["scan"], "send a string."],
    [ORDER, ["a", "b"], 'send "a", "b", "c" in some order.'],
    [ORDER, ["a", "a", "b"], 'send "a", "b", "c" in some order.'],
    [ORDER, "cab", 'send "a", "b", "c" in some order.'],
    [NUMBER, "200", "send a finite one."],
    [NUMBER, NaN, "send a finite one."],
    [NUMBER, null, "send a finite one."],
    [SCHEDULES, "a", 'send some of "a", "b", "c".'],
    [SCHEDULES, ["a", "a"], 'send some of "a", "b", "c".'],
    [SCHEDULES, ["z"], 'send some of "a", "b", "c".'],
  ];
  for (const [key, answer, ending] of wrong) {
    const { message } = assertThrows(() => checkAnswer(key, answer), TypeError);
    assert(message.endsWith(ending), message);
  }
});

Deno.test("of schedules all that can happen must be marked and nothing else, and what was left out is not given away", () => {
  assertEquals(checkAnswer(SCHEDULES, ["b", "a"]).correct, true);
  assertEquals(checkAnswer(SCHEDULES, ["a", "c"]), {
    correct: false,
    explanation: "<strong>One that you marked cannot happen.</strong> why c",
    key: "words",
  });
  const short = checkAnswer(SCHEDULES, ["a"]);
  assertEquals(short.correct, false);
  assertStringIncludes(short.explanation, "1 more can too");
  assertEquals(checkAnswer(SCHEDULES, []).correct, false);
});
