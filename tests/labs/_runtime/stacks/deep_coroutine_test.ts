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
    for (const depth of [1, 2, 10]) assertEquals(await coroutine.takeTurns(7, depth), 7 + depth - 1);
    assertEquals(await coroutine.takeTurns(0, 3), 2);
  });

  Deno.test(`${coroutine.name}: turns are taken while others are suspended`, async () => {
    const suspended = [1, 5].map((depth) => coroutine.suspend(depth));
    assertEquals([await coroutine.takeTurns(3, 2), suspended.length], [4, 2]);
  });
}

Deno.test("the class compiled from the measured generator takes as many turns", async () => {
  assertEquals(await deepClass(compiled()).takeTurns(7, 1), 7);
});

Deno.test("the cost of a turn is the middle one of the rounds, those that warm up left out", async () => {
  const rounds = [900, 900, 900, 1, 300, 2].values();
  let ms = 0;
  const slow: DeepCoroutine = {
    name: "slow",
    suspend: () => null,
    takeTurns(turns) {
      ms += rounds.next().value ?? NaN;
      return turns;
    },
  };
  assertEquals(await turnNs(slow, { depth: 1, nowMs: () => ms, turns: 1_000, rounds: 3 }), 2_000);
});
