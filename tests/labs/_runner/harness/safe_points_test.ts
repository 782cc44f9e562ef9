import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { buildHarness } from "../../../../labs/_runner/harness/build_harness.ts";
import type { Frame, Json } from "../../../../labs/_runner/protocol.ts";
import { runHarness } from "./run_harness.ts";

/** Drives the learner's `work` with a watch that always says: give way. */
const DRIVE = `import { placeOf, twinOf, watchSafePoints } from "@interleave/safepoints";
export function drive(learner, input, tools) {
  const copy = twinOf(learner.work);
  if (copy === undefined) return "no twin";
  let asked = 0;
  using _ = watchSafePoints(() => ++asked % 2 === 1 ? 0 : 1);
  const places = [];
  const running = copy(input, tools);
  for (let step = running.next();; step = running.next()) {
    if (step.done) return { places, result: step.value };
    places.push(placeOf(step.value));
  }
}`;

/** Two type annotations and a comment stand before what counts. */
const CODE = `// line 1
interface Tools { record(event: { kind: string; text: string }): void }
export function work(parcels: number, tools: Tools): number {
  let scanned: number = 0;
  while (scanned < parcels) {
    scanned++; tools.record({ kind: "printed", text: "parcel " + scanned });
    if (scanned > 2) throw new RangeError("too many");
  }
  return scanned;
}`;

function run(code: string, input: Json, safePoints = true) {
  return runHarness({ drive: DRIVE, code, safePoints, calls: [{ call: 1, input }] });
}

const observed = (frames: readonly Frame[]) => frames.find((frame) => frame.kind === "observation");

Deno.test("a learner's function has a twin when the lab asks for safe points, and gives way at places in the TypeScript", async () => {
  const { frames } = await run(CODE, 2);
  const frame = observed(frames);
  assert(frame?.kind === "observation");
  assertEquals(frame.value, {
    places: [{ line: 5, column: 3 }, { line: 5, column: 3 }],
    result: 2,
  });
});

Deno.test("events of a compiled module point at the learner's line and column", async () => {
  const { frames } = await run(CODE, 1);
  const frame = observed(frames);
  assert(frame?.kind === "observation");
  assertEquals(frame.trace?.events.map((event) => event.source), [{ line: 6, column: 22 }]);
});

Deno.test("an error in a twin keeps the learner's line and column", async () => {
  const { frames } = await run(CODE, 9);
  const threw = frames.find((frame) => frame.kind === "threw");
  assertEquals(threw?.message, "RangeError: too many");
  assertStringIncludes(String(threw?.stack), "lab.ts:7:28");
});

Deno.test("without safe points the module is loaded as it is", async () => {
  const { frames } = await run(CODE, 2, false);
  const frame = observed(frames);
  assertEquals(frame?.kind === "observation" && frame.value, "no twin");
});

Deno.test("what the compiler refuses is told by line and column, and nothing of it runs", async () => {
  const refused = async (code: string) => {
    const { frames, stdout } = await run(`console.log("ran");\n${code}`, 1);
    assertEquals(stdout, "");
    const frame = frames.at(-1);
    return frame?.kind === "did-not-compile" ? frame.message : frames;
  };
  assertStringIncludes(String(await refused("export const f = () => eval('1');")), "line 2, column 24: a direct eval");
  assertStringIncludes(String(await refused("  enum Depot { Kassel }")), "line 2, column 3: TypeScript enum");
  assertStringIncludes(String(await refused("const parcels: number = ;")), "line 2, column 25: Expression expected");
});

Deno.test("a run without safe points loads no parser: it stands in a chunk that only import() reaches", async () => {
  const { folder } = await buildHarness(new URL("../../../../.cache", import.meta.url).pathname);
  const reached = new Set<string>();
  const reach = async (path: string): Promise<void> => {
    if (reached.has(path)) return;
    reached.add(path);
    const text = await Deno.readTextFile(path);
    assert(!text.includes("ecmaVersion"), `${path} holds the parser`);
    for (const [, to] of text.matchAll(/^(?:import|export|\}) ?(?:.* from )?"(\.[^"]+)";$/gm)) {
      await reach(new URL(to!, `file://${path}`).pathname);
    }
  };
  await reach(`${folder}/harness.js`);
  const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".js"));
  const holders = files.filter(({ name }) => Deno.readTextFileSync(`${folder}/${name}`).includes("ecmaVersion"));
  assertEquals(holders.length, 1, "the parser is somewhere else");
});
