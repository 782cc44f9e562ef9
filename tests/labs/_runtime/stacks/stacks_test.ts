import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { type Answer, createStacks, jspi, type Mechanism, StackFailed, type Stacks } from "@interleave/stacks";
import { walkInstance } from "./walk_module.ts";

function stacksOf(answer: Answer, mechanism?: Mechanism): { stacks: Stacks; instance: WebAssembly.Instance } {
  const stacks = createStacks(mechanism === undefined ? {} : { mechanism });
  return { stacks, instance: walkInstance(stacks.blocking("countOf", answer)) };
}

async function failureOf(entry: string, answer: Answer = () => 1): Promise<string> {
  const { stacks, instance } = stacksOf(answer);
  stacks.spawn("north", { instance, entry, argument: 4 });
  const error = await assertRejects(() => stacks.run(), StackFailed);
  assertEquals(error.stackName, "north");
  return error.message;
}

Deno.test("a recursion is suspended at every leaf, and its sums are right", async () => {
  const asked: number[] = [];
  const { stacks, instance } = stacksOf((depot) => {
    asked.push(depot);
    return depot * 10;
  });
  const north = stacks.spawn("north", { instance, entry: "walk", argument: 1 });
  await stacks.run();
  assertEquals(asked, [8, 9, 10, 11, 12, 13, 14, 15]);
  assertEquals([north.state, north.result], ["finished", 920]);
});

Deno.test("two stacks on one instance take turns, first come, first served", async () => {
  const asked: string[] = [];
  const { stacks, instance } = stacksOf((depot, { name }) => {
    asked.push(`${name} ${depot}`);
    return 1;
  });
  stacks.spawn("north", { instance, entry: "walk", argument: 4 });
  stacks.spawn("south", { instance, entry: "walk", argument: 5 });
  await stacks.run();
  assertEquals(asked, ["north 8", "south 10", "north 9", "south 11"]);
});

Deno.test("whose answer comes first goes on first", async () => {
  const held = new Map<number, PromiseWithResolvers<number>>();
  const asked: number[] = [];
  const { stacks, instance } = stacksOf((depot) => {
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

Deno.test("a stack tells how many Wasm frames stand on it, where they are counted", async () => {
  const frames: (number | null)[] = [];
  const countFrames = jspi({ countFrames: true });
  const { stacks, instance } = stacksOf((_, stack) => {
    frames.push(stack.frames);
    return 1;
  }, countFrames);
  stacks.spawn("deep", { instance, entry: "walk", argument: 1 });
  stacks.spawn("flat", { instance, entry: "walk", argument: 8 });
  await stacks.run();
  assertEquals(new Set(frames), new Set([4, 1]));
  assertEquals(frames.length, 9);
});

Deno.test("a trap names the stack, its entry and the call after which it came", async () => {
  const message = await failureOf("trapAfterOne");
  assertStringIncludes(message, 'stack "north" failed in "trapAfterOne", at or after countOf(4): it trapped');
  assertStringIncludes(message, "unreachable");
});

Deno.test("a JavaScript frame in between is named as what pins a stack", async () => {
  assertStringIncludes(await failureOf("pinned"), "a JavaScript function stands between");
});

Deno.test("an endless recursion ends as a full stack", async () => {
  assertStringIncludes(await failureOf("fall"), "its stack is full");
});

Deno.test("an answer that throws, is rejected or is no number fails the stack that asked", async () => {
  const closed = () => {
    throw new Error("the depot is closed");
  };
  assertStringIncludes(await failureOf("walk", closed), "the answer could not be given (Error: the depot is closed)");
  assertStringIncludes(await failureOf("walk", () => Promise.reject(new Error("no line"))), "(Error: no line)");
  const nothing = (() => undefined) as unknown as Answer;
  assertStringIncludes(await failureOf("walk", nothing), "it is undefined, and an i32 is wanted");
});

Deno.test("an export that is missing or of another type is refused with what there is", async () => {
  const { stacks, instance } = stacksOf(() => 1);
  const missing = assertThrows(() => stacks.spawn("north", { instance, entry: "version" }), TypeError);
  assertStringIncludes(missing.message, 'no function "version" (it exports walk, trapAfterOne');
  const two = assertThrows(() => stacks.spawn("north", { instance, entry: "twoParameters" }), TypeError);
  assertStringIncludes(two.message, '"twoParameters" has 2 parameters');
  assertStringIncludes(await failureOf("noResult"), "must return an i32");
});

Deno.test("a blocking call outside of any stack is refused", () => {
  const { instance } = stacksOf(() => 1);
  const walk = instance.exports.walk as (depot: number) => number;
  assertStringIncludes(assertThrows(() => walk(8), Error).message, "trying to suspend");
});
