import { assertEquals, assertThrows } from "@std/assert";
import { parseTask } from "../../../labs/_runner/front_matter.ts";

const TASK = `---
title: First overlap
chapter: what-runs-when
kind: deno
minutes: 10
points: 2
hints:
  - Look at what starts a call.
starterFails: all calls are in flight at once
---
Make the calls overlap.
`;

const change = (from: string, to: string) => TASK.replace(from, to);

/** What is changed, the changed file, and what the refusal must say. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ["no front matter", "Make the calls overlap.\n", "task.md:1: the front matter cannot be read"],
  ["a field missing", change("minutes: 10\n", ""), 'task.md:1: "minutes" is missing. Give a whole number of minutes.'],
  [
    "an unknown field",
    change("points", "author: me\npoints"),
    'task.md:6: "author" is not a known field. Correct or remove it.',
  ],
  ["a number in words", change("10", "ten"), 'task.md:5: "minutes" is "ten". Give a whole number of minutes.'],
  [
    "a kind that is none",
    change("deno", "node"),
    'task.md:4: "kind" is "node". Give one of deno, scheduler, kernel, machine.',
  ],
  ["a chapter that is no slug", change("what-runs-when", "What Runs"), 'task.md:3: "chapter" is "What Runs".'],
  ["no hints", change("hints:\n  - Look at what starts a call.", "hints: []"), 'task.md:7: "hints" is [].'],
  ["an empty hint", change("- Look at what starts a call.", '- ""'), 'task.md:7: "hints" is [""].'],
  ["no declared failure", change("starterFails: all calls are in flight at once\n", ""), '"starterFails" is missing.'],
  [
    "an unknown limit",
    change("points", "limits:\n  ramMiB: 9\npoints"),
    'task.md:7: "ramMiB" is not a known limit. Use one of wallMs',
  ],
  [
    "a limit of nothing",
    change("points", "limits:\n  wallMs: 0\npoints"),
    'task.md:7: "wallMs" is 0. Give a whole number above 0.',
  ],
  ["a real kernel that is not", change("points", "realKernel: no\npoints"), '"realKernel" is'],
  ["AssemblyScript that is not", change("points", "assemblyScript: 1\npoints"), '"assemblyScript" is 1'],
  [
    "safe points in AssemblyScript",
    change("points", "safePoints: true\nassemblyScript: true\npoints"),
    "task.md:7: a lab in AssemblyScript has no safe points. Remove one of the two.",
  ],
  ["no text", change("Make the calls overlap.\n", ""), "task.md:11: the task has no text."],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`a task with ${what} is refused by file, line and remedy`, () => {
    assertThrows(() => parseTask(text, "task.md"), SyntaxError, message);
  });
}

Deno.test("the body begins on the line that is told", () => {
  const { body, bodyLine } = parseTask(TASK, "task.md");
  assertEquals(TASK.split("\n")[bodyLine - 1], body.split("\n")[0]);
});

Deno.test("a lab is written in AssemblyScript when it says so", () => {
  assertEquals(parseTask(TASK, "task.md").header.assemblyScript, undefined);
  assertEquals(parseTask(change("points", "assemblyScript: true\npoints"), "task.md").header.assemblyScript, true);
});

Deno.test("a lab runs on the real kernel when it says so", () => {
  assertEquals(parseTask(TASK, "task.md").header.realKernel, undefined);
  assertEquals(parseTask(change("points", "realKernel: true\npoints"), "task.md").header.realKernel, true);
});
