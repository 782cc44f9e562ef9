import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Frame } from "../../../../labs/_runner/protocol.ts";
import type { Trace } from "../../../../labs/_runtime/trace/trace.ts";
import { runHarness } from "./run_harness.ts";

/** Reports what the learner's `answer` returns, with a trace event for each scan that it takes. */
const DRIVE = `
export async function drive(learner, input, tools) {
  const scan = (depot) => {
    tools.record({ kind: "printed", text: depot });
    return input;
  };
  return { answer: await learner.answer(scan) };
}
export const reference = (input) => input + 100;
export const example = async (learner) => console.log(await learner.answer(() => 1));
`;
const CALLS = [{ call: 1, input: 7 }, { call: 2, input: 8 }];

function grade(code: string) {
  return runHarness({ drive: DRIVE, calls: CALLS, code });
}

function run(code: string) {
  return runHarness({ drive: DRIVE, entry: "example", code });
}

const kinds = (frames: readonly Frame[]) => frames.map((frame) => frame.kind);

/** What was observed in each call. */
function values(frames: readonly Frame[]) {
  return frames.flatMap((frame) => frame.kind === "observation" ? [frame.value] : []);
}

function traceIn(frame: Frame | undefined): Trace | null {
  return frame !== undefined && "trace" in frame ? frame.trace : null;
}

Deno.test("each call is started and observed in order, with the trace that it made and the lines that made it", async () => {
  const { frames, exitCode } = await grade(
    "type N = number;\nexport const answer = (scan: (d: string) => N) => scan('Kassel');",
  );
  assertEquals(kinds(frames), [
    "ready",
    "loaded",
    "call-started",
    "observation",
    "call-started",
    "observation",
    "finished",
  ]);
  assertEquals(values(frames), [{ answer: 7 }, { answer: 8 }]);
  const [event] = traceIn(frames[3])!.events;
  assertEquals({ ...event, atNs: 0 }, { kind: "printed", text: "Kassel", source: { line: 2, column: 51 }, atNs: 0 });
  assertEquals(exitCode, 0);
});

Deno.test("timers that a call leaves behind do not hold a graded run", async () => {
  const { frames } = await grade("export const answer = () => { setInterval(() => {}, 5); return 1; };");
  assertEquals(frames.at(-1)?.kind, "finished");
});

Deno.test("an example is over when its last timer is, and its output is the program's own", async () => {
  const { frames, stdout, exitCode } = await run(
    "export const answer = () => { setTimeout(() => console.log('late'), 5); return 'soon'; };",
  );
  assertEquals(stdout, "soon\nlate\n");
  assertEquals(kinds(frames), ["ready", "loaded", "observation", "finished"]);
  assertEquals(exitCode, 0);
});

Deno.test("the reference needs no learner's module", async () => {
  const { frames } = await runHarness({ drive: DRIVE, entry: "reference", calls: CALLS });
  assertEquals(values(frames), [107, 108]);
});

Deno.test("a syntax error is told by line, column and the code there", async () => {
  const { frames } = await grade("export const answer = 1;\n  const depot = ;\n");
  assertEquals(frames[1], {
    kind: "did-not-compile",
    message: "line 2, column 17: Expression expected\n  |\n2 |   const depot = ;\n  |                 ~",
  });
});

for (
  const [what, code, message] of [
    [
      "a name declared twice",
      "type A = {\n  a: 1;\n};\nlet a = 1;\nlet a: number = 2;",
      "line 5, column 5: Identifier 'a' has already",
    ],
    ["a package", "import 'lodash';", 'line 1, column 8: Import "lodash" not a dependency'],
    ["a remote module", "import 'https://example.com/a.ts';", "line 1, column 8: A remote specifier was requested"],
    [
      "an export that is not there",
      'import { nothing } from "@interleave/trace"; nothing();',
      "does not provide an export named 'nothing'",
    ],
  ] as const
) {
  Deno.test(`${what} is told before anything runs`, async () => {
    const { frames } = await grade(code);
    const [, frame] = frames;
    assertStringIncludes(frame?.kind === "did-not-compile" ? frame.message : `${frame?.kind}`, message);
  });
}

Deno.test("a call that throws is told by message and place, and the next call goes on", async () => {
  const { frames } = await grade(
    "export const answer = (scan: (d: string) => number) => {\n  if (scan('a') === 7) throw new RangeError('no depot');\n  return 1;\n};",
  );
  const [, , , threw] = frames;
  assertEquals(threw, {
    kind: "threw",
    call: 1,
    message: "RangeError: no depot",
    stack: "    at Module.answer (lab.ts:2:30)",
    trace: traceIn(threw),
  });
  assertEquals(traceIn(threw)!.events.length, 1);
  assertEquals(values(frames), [{ answer: 1 }]);
});

Deno.test("a rejection that nothing handles ends the run as it ends a program, and says where it came from", async () => {
  const { frames, stderr, exitCode } = await grade(
    "export const answer = () => {\n  Promise.reject(new Error('lost scan'));\n  return new Promise((done) => setTimeout(done, 50));\n};",
  );
  assertEquals(kinds(frames), ["ready", "loaded", "call-started", "threw"]);
  assertEquals(stderr, "Uncaught Error: lost scan\n    at Module.answer (lab.ts:2:18)\n");
  assertEquals(exitCode, 1);
});

Deno.test("an error while the module loads belongs to no call", async () => {
  const { frames } = await grade("throw new Error('no config');");
  assertEquals(frames[1], {
    kind: "threw",
    call: null,
    message: "Error: no config",
    stack: "    at lab.ts:1:7",
    trace: null,
  });
});

Deno.test("a call that nothing in the loop can end is told as stalled, with its trace so far", async () => {
  const { frames } = await grade("export const answer = (scan) => { scan('Kassel'); return new Promise(() => {}); };");
  const last = frames.at(-1);
  assertEquals([last?.kind, traceIn(last)?.events.length], ["stalled", 1]);
});

Deno.test("learner, drive and harness share one instance of each module of the book", async () => {
  const { frames } = await runHarness({
    drive: `import { createRecorder } from "@interleave/trace";
      export const drive = (learner) => learner.mine === createRecorder;`,
    code: 'import { createRecorder } from "@interleave/trace"; export const mine = createRecorder;',
    calls: CALLS.slice(0, 1),
  });
  assertEquals(values(frames), [true]);
});

Deno.test("what JSON cannot carry is reported as an error of that call", async () => {
  const { frames } = await grade("export const answer = () => 10n;");
  assertMatch(frames.map((frame) => frame.kind === "threw" ? frame.message : "").join("\n"), /BigInt/);
});

Deno.test("settle returns when the loop has gone round and nothing more is recorded", async () => {
  const { frames } = await runHarness({
    drive: `export async function drive(learner, input, tools) {
      learner.chain((text) => tools.record({ kind: "printed", text }));
      await tools.settle();
      return null;
    }`,
    code: `import process from "node:process";
      export async function chain(print: (text: string) => void) {
        for (let link = 0; link < 5; link++) {
          await new Promise((done) => setTimeout(done, 0));
          print("timer");
          await new Promise((done) => setImmediate(done));
          await new Promise<void>((done) => process.nextTick(done));
          print("tick");
        }
      }`,
    calls: CALLS.slice(0, 1),
  });
  assertEquals(traceIn(frames[3])!.events.length, 10);
});

Deno.test("a drive's own listener may take an unhandled rejection before the harness does", async () => {
  const { frames } = await runHarness({
    drive: `const lost = [];
      addEventListener("unhandledrejection", (event) => { event.preventDefault(); lost.push(event.reason.message); });
      export async function drive(learner, input, tools) {
        learner.lose();
        await tools.settle();
        return lost;
      }`,
    code: "export const lose = () => void Promise.reject(new Error('lost scan'));",
    calls: CALLS.slice(0, 1),
  });
  assertEquals(values(frames), [["lost scan"]]);
});
