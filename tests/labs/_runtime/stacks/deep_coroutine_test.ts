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

Deno.test("the cost of a turn is the middle one of the rounds, each long enough for the clock", async () => {
  const delays = [0, 0, 40, 3, 900, 1].values();
  const taken: number[] = [];
  let ms = 0;
  const slow: DeepCoroutine = {
    name: "slow",
    suspend: () => null,
    takeTurns(turns) {
      taken.push(turns);
      ms += delays.next().value ?? NaN;
      return turns;
    },
  };
  assertEquals(await turnNs(slow, { depth: 1, nowMs: () => ms, roundMs: 40, rounds: 3 }), 7_500);
  assertEquals(taken, [100, 200, 400, 400, 400, 400]);
});
