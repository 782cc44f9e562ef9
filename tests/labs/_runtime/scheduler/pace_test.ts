import { assertEquals } from "@std/assert";
import { hostTime, virtualTime } from "../../../../labs/_runtime/scheduler/mod.ts";
import { Pace } from "../../../../labs/_runtime/scheduler/pace.ts";

const SLICE_NS = 10_000_000;

function atHand() {
  let nowMs = 0;
  const clock = hostTime({ now: () => nowMs, setTimer: () => () => {}, setTurn: (callback) => callback() });
  const pace = new Pace(clock, SLICE_NS);
  pace.hostWentRound();
  return { pace, pass: (ms: number) => void (nowMs += ms) };
}

Deno.test("bursts double while steps are short, and halve once they take more than half a slice", () => {
  const { pace, pass } = atHand();
  const lengths: number[] = [];
  for (const ms of [0, 0, 0, 6]) {
    lengths.push(pace.steps);
    pass(ms);
    pace.isHostDue(false, 0);
  }
  assertEquals([...lengths, pace.steps], [1, 2, 4, 8, 4]);
});

Deno.test("the host has its turn when the flag was raised, and after half a slice without it", () => {
  const { pace, pass } = atHand();
  assertEquals(pace.isHostDue(false, 0), false);
  assertEquals(pace.isHostDue(true, 0), true);
  pass(6);
  assertEquals(pace.isHostDue(false, 0), true);
  pace.hostWentRound();
  assertEquals(pace.isHostDue(false, 0), false);
});

Deno.test("in virtual time the host has a turn only while a promise is waited for", () => {
  const clock = virtualTime();
  const pace = new Pace(clock, SLICE_NS);
  clock.spend(10 * SLICE_NS);
  assertEquals(pace.isHostDue(true, 0), false);
  assertEquals(pace.isHostDue(false, 1), true);
});

Deno.test("a turn of the host's loop takes two rounds: what is set while it polls comes before its timers", async () => {
  let rounds = 0;
  const setTurn = (callback: () => void) => {
    rounds += 1;
    queueMicrotask(callback);
  };
  await hostTime({ now: () => 0, setTimer: () => () => {}, setTurn }).turn();
  assertEquals(rounds, 2);
});
