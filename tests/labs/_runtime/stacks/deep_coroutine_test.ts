import { assertEquals } from "@std/assert";
import { compileCoroutine } from "@interleave/coroutine";
import {
  COUNT_TURNS,
  deepAsync,
  deepClass,
  type DeepCoroutine,
  deepGenerator,
  deepJspi,
  deepSwitched,
  offersStackSwitching,
  type Resumable,
  turnNs,
} from "@interleave/stacks";

const ON_HEAP_OR_STACK = [deepGenerator, deepAsync, deepJspi, ...(offersStackSwitching() ? [deepSwitched] : [])];

function compiled(): () => Resumable {
  return new Function(`${compileCoroutine(COUNT_TURNS).code}; return countTurns;`)();
}

for (const make of ON_HEAP_OR_STACK) {
  const coroutine = make();
  Deno.test(`${coroutine.name}: the deepest of several calls takes all its turns, and all of them return`, async () => {
    for (const depth of [1, 2, 10]) {
      const taking = coroutine.begin({ depth, among: 1 });
      for (const turns of [3, 0, 1, 4]) await taking.takeTurns(turns);
      assertEquals(await taking.end(), 8 + depth - 1);
    }
  });

  Deno.test(`${coroutine.name}: several take turns while others are suspended`, async () => {
    const suspended = coroutine.begin({ depth: 3, among: 4 });
    const taking = coroutine.begin({ depth: 2, among: 20 });
    await taking.takeTurns(4);
    assertEquals([await taking.end(), await suspended.end()], [20 * 5, 4 * 2]);
  });
}

Deno.test("the class compiled from the measured generator takes as many turns", async () => {
  const taking = deepClass(compiled()).begin({ depth: 1, among: 3 });
  await taking.takeTurns(7);
  assertEquals(await taking.end(), 21);
});

Deno.test("the cost of a turn is the middle one of the rounds, each long enough for the clock", async () => {
  const delays = [0, 0, 40, 3, 900, 1].values();
  const taken: number[] = [];
  let ms = 0;
  const slow: DeepCoroutine = {
    name: "slow",
    begin: () => ({
      takeTurns(turns) {
        taken.push(turns);
        ms += delays.next().value ?? NaN;
      },
      end: () => 0,
    }),
  };
  assertEquals(await turnNs(slow, { nowMs: () => ms, roundMs: 40, rounds: 3 }), 75_000);
  assertEquals(taken, [10, 20, 40, 40, 40, 40]);
});
