import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { type Answer, createStacks, type Mechanism, StackFailed, type Stacks } from "@interleave/stacks";
import { MECHANISMS } from "./mechanisms.ts";
import { walkInstance } from "./walk_module.ts";

function stacksOf(mechanism: Mechanism, answer: Answer): { stacks: Stacks; instance: WebAssembly.Instance } {
  const stacks = createStacks({ mechanism });
  return { stacks, instance: walkInstance(stacks.blocking("countOf", answer)) };
}

async function failureOf(mechanism: Mechanism, entry: string, answer: Answer = () => 1): Promise<string> {
  const { stacks, instance } = stacksOf(mechanism, answer);
  stacks.spawn("north", { instance, entry, argument: 4 });
  const error = await assertRejects(() => stacks.run(), StackFailed);
  assertEquals(error.stackName, "north");
  return error.message;
}

for (const [way, make] of Object.entries(MECHANISMS)) {
  Deno.test(`${way}: a recursion is suspended at every leaf, and its sums are right`, async () => {
    const asked: number[] = [];
    const { stacks, instance } = stacksOf(make(), (depot) => {
      asked.push(depot);
      return depot * 10;
    });
    const north = stacks.spawn("north", { instance, entry: "walk", argument: 1 });
    await stacks.run();
    assertEquals(asked, [8, 9, 10, 11, 12, 13, 14, 15]);
    assertEquals([north.state, north.result], ["finished", 920]);
  });

  Deno.test(`${way}: two stacks on one instance take turns, first come, first served`, async () => {
    const asked: string[] = [];
    const { stacks, instance } = stacksOf(make(), (depot, { name }) => {
      asked.push(`${name} ${depot}`);
      return 1;
    });
    stacks.spawn("north", { instance, entry: "walk", argument: 4 });
    stacks.spawn("south", { instance, entry: "walk", argument: 5 });
    await stacks.run();
    assertEquals(asked, ["north 8", "south 10", "north 9", "south 11"]);
  });

  Deno.test(`${way}: whose answer comes first goes on first`, async () => {
    const held = new Map<number, PromiseWithResolvers<number>>();
    const asked: number[] = [];
    const { stacks, instance } = stacksOf(make(), (depot) => {
      asked.push(depot);
      if (depot !== 8 && depot !== 10) return 1;
      held.set(depot, Promise.withResolvers());
      if (held.size === 2) queueMicrotask(() => [10, 8].forEach((first) => held.get(first)!.resolve(1)));
      return held.get(depot)!.promise;
    });
    stacks.spawn("north", { instance, entry: "walk", argument: 4 });
    stacks.spawn("south", { instance, entry: "walk", argument: 5 });
    await stacks.run();
    assertEquals(asked, [8, 10, 11, 9]);
  });

  Deno.test(`${way}: a stack tells how many Wasm frames stand on it, where they are counted`, async () => {
    const frames: (number | null)[] = [];
    const { stacks, instance } = stacksOf(make({ countFrames: true }), (_, stack) => {
      frames.push(stack.frames);
      return 1;
    });
    stacks.spawn("deep", { instance, entry: "walk", argument: 1 });
    stacks.spawn("flat", { instance, entry: "walk", argument: 8 });
    await stacks.run();
    assertEquals(frames, [4, 1, 4, 4, 4, 4, 4, 4, 4]);
  });

  Deno.test(`${way}: a hundred stacks are suspended at once, and a hundred more after them`, async () => {
    const { stacks, instance } = stacksOf(make(), () => Promise.resolve(1));
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 100; index++) stacks.spawn(`${index}`, { instance, entry: "walk", argument: 4 });
      await stacks.run();
    }
    assertEquals(new Set(stacks.all.map(({ result }) => result)), new Set([2]));
  });

  Deno.test(`${way}: a trap names the stack, its entry and the call after which it came`, async () => {
    const message = await failureOf(make(), "trapAfterOne");
    assertStringIncludes(message, 'stack "north" failed in "trapAfterOne", at or after countOf(4): it trapped');
    assertStringIncludes(message, "unreachable");
  });

  Deno.test(`${way}: a JavaScript frame in between is named as what pins a stack`, async () => {
    for (const entry of ["pinned", "pinnedLater"]) {
      assertStringIncludes(await failureOf(make(), entry), "a JavaScript function stands between");
    }
  });

  Deno.test(`${way}: an endless recursion ends as a full stack`, async () => {
    assertStringIncludes(await failureOf(make(), "fall"), "its stack is full");
  });

  Deno.test(`${way}: an answer that throws, is rejected or is no number fails the stack that asked`, async () => {
    const closed = () => {
      throw new Error("the depot is closed");
    };
    const message = await failureOf(make(), "walk", closed);
    assertStringIncludes(message, "countOf(8): the answer could not be given (Error: the depot is closed)");
    const rejected = () => Promise.reject(new Error("no line"));
    assertStringIncludes(await failureOf(make(), "walk", rejected), "(Error: no line)");
    const nothing = (() => undefined) as unknown as Answer;
    assertStringIncludes(await failureOf(make(), "walk", nothing), "it is undefined, and an i32 is wanted");
  });

  Deno.test(`${way}: Wasm code that catches the error of an answer goes on`, async () => {
    const { stacks, instance } = stacksOf(make(), (depot) => depot === 100 ? 5 : Promise.reject(new Error("no line")));
    const patient = stacks.spawn("north", { instance, entry: "patient", argument: 4 });
    await stacks.run();
    assertEquals(patient.result, 5);
  });

  Deno.test(`${way}: after one has failed, the others can be run on`, async () => {
    const { stacks, instance } = stacksOf(make(), (depot) => Promise.resolve(depot));
    stacks.spawn("north", { instance, entry: "trapAfterOne" });
    const south = stacks.spawn("south", { instance, entry: "walk", argument: 5 });
    await assertRejects(() => stacks.run(), StackFailed, '"north"');
    await stacks.run();
    assertEquals(south.result, 21);
  });

  Deno.test(`${way}: an export that is missing or of another type is refused with what there is`, async () => {
    const { stacks, instance } = stacksOf(make(), () => 1);
    const missing = assertThrows(() => stacks.spawn("north", { instance, entry: "version" }), TypeError);
    assertStringIncludes(missing.message, 'no function "version" (it exports walk, trapAfterOne');
    const two = assertThrows(() => stacks.spawn("north", { instance, entry: "twoParameters" }), TypeError);
    assertStringIncludes(two.message, '"twoParameters" has 2 parameters');
    const error = await assertRejects(async () => {
      stacks.spawn("north", { instance, entry: "noResult" });
      await stacks.run();
    });
    assertStringIncludes(String(error), "a stack begins in a Wasm function of one i32 that returns an i32");
  });

  Deno.test(`${way}: a blocking call outside of any stack is refused by the engine`, () => {
    const { instance } = stacksOf(make(), () => 1);
    const walk = instance.exports.walk as (depot: number) => number;
    assertStringIncludes(assertThrows(() => walk(8), Error).message, "suspend");
  });
}
