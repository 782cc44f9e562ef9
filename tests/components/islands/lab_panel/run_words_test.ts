import { assertEquals } from "@std/assert";
import { elapsedWords, kindWords, outcomeWords } from "../../../../components/islands/lab_panel/run_words.ts";
import type { Outcome } from "../../../../labs/_runner/protocol.ts";

const OUTCOMES: readonly Outcome[] = [
  "finished",
  "passed",
  "failed",
  "did-not-compile",
  "crashed",
  "timed-out",
  "cpu-limit",
  "out-of-memory",
  "too-much-output",
  "cancelled",
  "busy",
  "runner-fault",
];

Deno.test("each outcome has a heading of its own, and only a pass looks like one", () => {
  const words = OUTCOMES.map(outcomeWords);
  assertEquals(new Set(words.map(({ heading }) => heading)).size, OUTCOMES.length);
  assertEquals(words.filter(({ tone }) => tone === "good"), [outcomeWords("passed")]);
});

Deno.test("each kind of lab names its clock", () => {
  assertEquals(kindWords("deno").clock, "real clock");
  assertEquals(kindWords("kernel").clock, "virtual clock");
});

Deno.test("times read as milliseconds under a second, then as seconds with one decimal", () => {
  assertEquals([0.4, 40, 999, 1_000, 12_345].map(elapsedWords), ["0 ms", "40 ms", "999 ms", "1.0 s", "12.3 s"]);
});
