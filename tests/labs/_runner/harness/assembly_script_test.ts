import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Frame, Json } from "../../../../labs/_runner/protocol.ts";
import { runHarness } from "./run_harness.ts";

/** Calls the learner's export of that name on a stack that may be suspended; the blocking import doubles. */
const DRIVE = `export async function drive({ wasm, env }, [name, argument]) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {
    lab: { ask: new WebAssembly.Suspending(async (question) => 2 * question) },
    env: env(() => exports.memory),
  });
  return await WebAssembly.promising(exports[name])(argument);
}`;

const CODE = `// line 1
declare function ask(question: i32): i32;
export function down(depth: i32): i32 {
  return depth == 0 ? ask(7) : down(depth - 1) + 1;
}
export function endless(n: i32): i32 { return endless(n + 1) + ask(n); }
export function beyond(address: i32): i32 { return load<i32>(address); }
export function give(n: i32): i32 {
  if (n > 3) throw new Error("no depot " + n.toString());
  console.log("depot " + n.toString());
  return n;
}
export function fill(n: i32): i32 {
  let sum = 0;
  for (let i = 0; i < 1000000; i++) sum += new Uint8Array(1000000).length + n;
  return sum;
}`;

const run = (code: string, input: Json) =>
  runHarness({ drive: DRIVE, code, calls: [{ call: 1, input }] }, { assemblyScript: true });

const thrown = (frames: readonly Frame[]) => frames.find((frame) => frame.kind === "threw");

async function refusal(code: string): Promise<string> {
  const { frames } = await run(code, ["down", 0]);
  const frame = frames.find((one) => one.kind === "did-not-compile");
  return frame?.kind === "did-not-compile" ? frame.message : `compiled: ${JSON.stringify(frames)}`;
}

Deno.test("a learner's AssemblyScript is compiled in the sandbox, and is suspended at the bottom of its recursion", async () => {
  const { frames } = await run(CODE, ["down", 100]);
  const frame = frames.find((one) => one.kind === "observation");
  assertEquals(frame?.kind === "observation" && frame.value, 114);
});

Deno.test("what does not compile is told by line, column and the compiler's words, and nothing of it runs", async () => {
  assertEquals(
    await refusal("export function down(n: i32): i32 {\n  return nobody;\n}"),
    "line 2, column 10: Cannot find name 'nobody'.",
  );
  assertStringIncludes(await refusal("export function down(n: i32): i32 {\n  return n +;\n}"), "line 2, column ");
  assertStringIncludes(await refusal("export function down(n: i32): i32 { return [1].map(x => x + n)[0]; }"), "line 1");
  assertStringIncludes(
    await refusal(`export const deep = ${"(".repeat(40_000)}1${")".repeat(40_000)};`),
    "nested too deeply",
  );
});

Deno.test("what AssemblyScript prints is the learner's output", async () => {
  const { stdout } = await run(CODE, ["give", 2]);
  assertEquals(stdout, "depot 2\n");
});

Deno.test("a trap is told in words, with the learner's line and no address of the module's code", async () => {
  const cases: readonly (readonly [input: Json, words: string, line: number])[] = [
    [["endless", 1], "a function calls itself too often, or for ever", 6],
    [["beyond", -8], "it read or wrote at an address beyond its memory", 7],
    [["give", 9], "no depot 9", 9],
    [["fill", 1], "the memory is full", 15],
  ];
  for (const [input, words, line] of cases) {
    const { frames } = await run(CODE, input);
    const frame = thrown(frames);
    assert(frame?.kind === "threw", JSON.stringify(frames));
    assertStringIncludes(frame.message, words);
    assertStringIncludes(frame.stack, `lab.ts:${line}:`);
    assert(!frame.stack.includes("wasm"), frame.stack);
  }
});

Deno.test("a declared function that the lab does not offer is named", async () => {
  const { frames } = await run(
    "declare function weigh(n: i32): i32;\nexport function down(n: i32): i32 { return weigh(n); }",
    [
      "down",
      1,
    ],
  );
  const frame = thrown(frames);
  assertStringIncludes(frame?.kind === "threw" ? frame.message : "", "`weigh`, which this lab does not offer");
});
