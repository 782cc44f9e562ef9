import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { HttpError } from "../../../components/_http/http_error.ts";
import { Limits } from "../../../components/_http/rates.ts";

Deno.test("an empty bucket says when to come back, and then takes one more", () => {
  let nowMs = 0;
  const limits = new Limits(() => nowMs);
  for (let request = 0; request < 10; request++) limits.spend("recoveriesPerAddress", "a");
  const error = assertThrows(() => limits.spend("recoveriesPerAddress", "a"), HttpError);
  assertEquals(new Headers(error.headers).get("retry-after"), "10");
  nowMs = 10_000;
  limits.spend("recoveriesPerAddress", "a");
  assertThrows(() => limits.spend("recoveriesPerAddress", "a"), HttpError);
});

Deno.test("whoever waits as long as the refusal says is not refused again", () => {
  fc.assert(fc.property(fc.array(fc.nat(3_000)), (pauses) => {
    let nowMs = 0;
    const limits = new Limits(() => nowMs);
    for (const pause of pauses) {
      nowMs += pause;
      try {
        limits.spend("runsPerLearner", "a");
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        nowMs += 1_000 * Number(new Headers(error.headers).get("retry-after"));
        limits.spend("runsPerLearner", "a");
      }
    }
  }));
});

Deno.test("one who asks too much takes nothing from another", () => {
  const limits = new Limits(() => 0);
  for (let request = 0; request < 10; request++) limits.spend("recoveriesPerAddress", "a");
  assertThrows(() => limits.spend("recoveriesPerAddress", "a"), HttpError);
  limits.spend("recoveriesPerAddress", "b");
});

Deno.test("closing an open thing twice frees one place", () => {
  const limits = new Limits(() => 0);
  const open = Array.from({ length: 4 }, () => limits.open("streamsPerLearner", "a"));
  open[0]?.[Symbol.dispose]();
  open[0]?.[Symbol.dispose]();
  limits.open("streamsPerLearner", "a");
  assertThrows(() => limits.open("streamsPerLearner", "a"), HttpError);
});
