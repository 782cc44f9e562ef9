import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { explore, type Program, type Steps } from "../../../../labs/_runtime/explore/mod.ts";

/** Two counters that read, give way and write. */
function lostUpdate(): Program {
  let parcels = 0;
  function* add(): Steps {
    const seen = parcels;
    yield;
    parcels = seen + 1;
  }
  return { tasks: { A: add, B: add }, outcome: () => String(parcels) };
}

/** Two tasks that take two locks in opposite orders. */
function oppositeLocks(): Program {
  const held = new Set<string>();
  function* both(first: string, second: string): Steps {
    for (const lock of [first, second]) {
      yield () => !held.has(lock);
      held.add(lock);
    }
    held.clear();
  }
  return { tasks: { A: () => both("x", "y"), B: () => both("y", "x") }, outcome: () => "both done" };
}

Deno.test("a lost update is found beside the sum that one expects", () => {
  assertEquals(explore(lostUpdate), [
    { text: "2", schedule: ["A", "A", "B", "B"] },
    { text: "1", schedule: ["A", "B", "A", "B"] },
  ]);
});

Deno.test("two locks in opposite orders deadlock under some schedules only", () => {
  assertEquals(explore(oppositeLocks).map(({ text }) => text), ["both done", "deadlock"]);
});

Deno.test("a task that throws is an outcome of its own", () => {
  function* fails(): Steps {
    yield;
    throw new Error("no such parcel");
  }
  assertEquals(explore(() => ({ tasks: { A: fails }, outcome: () => "done" })), [
    { text: "A throws Error: no such parcel", schedule: ["A", "A"] },
  ]);
});

Deno.test("every interleaving of two tasks is tried, and each once", () => {
  fc.assert(fc.property(fc.nat(4), fc.nat(4), (a, b) => {
    const seen: string[] = [];
    const outcomes = explore(() => {
      let order = "";
      function* task(name: string, yields: number): Steps {
        order += name;
        for (let turn = 0; turn < yields; turn++) {
          yield;
          order += name;
        }
      }
      const outcome = () => {
        seen.push(order);
        return order;
      };
      return { tasks: { A: () => task("A", a), B: () => task("B", b) }, outcome };
    });
    assertEquals(new Set(seen).size, seen.length);
    assertEquals(outcomes.length, binomial(a + b + 2, a + 1));
    for (const { text, schedule } of outcomes) assertEquals(schedule.join(""), text);
  }));
});

Deno.test("a bound that is reached is an error, not a part of the answer", () => {
  assertThrows(() => explore(lostUpdate, { mostSchedules: 3 }), RangeError, "more than 3 schedules");
  function* endless(): Steps {
    while (true) yield;
  }
  assertThrows(() => explore(() => ({ tasks: { A: endless }, outcome: () => "" })), RangeError, "more than 1000 steps");
});

function binomial(n: number, k: number): number {
  return k === 0 ? 1 : Math.round(binomial(n, k - 1) * (n - k + 1) / k);
}
