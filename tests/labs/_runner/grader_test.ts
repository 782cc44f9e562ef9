import { assert, assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import { loadLabs } from "../../../labs/_runner/catalog.ts";
import { createGrader, type Grader, type GraderOptions } from "../../../labs/_runner/grader.ts";
import type { Frame, Json, RunEvent, RunRequest, RunResult } from "../../../labs/_runner/protocol.ts";
import { CLEAN_EXIT, FakeRunner, play } from "./fake_runner.ts";

const LABS = await loadLabs(new URL("fixture_labs/", import.meta.url));
const REQUEST: RunRequest = { labId: "two-backends", code: "export {};", mode: "grade", seed: 1 };

/** Runs one request over a fake runner. */
async function hear(
  runner: FakeRunner,
  request: Partial<RunRequest> = {},
  onResult?: GraderOptions["onResult"],
): Promise<{ events: RunEvent[]; result: RunResult }> {
  const grader = createGrader({ runner, labs: LABS, ...(onResult === undefined ? {} : { onResult }) });
  try {
    const events = await Array.fromAsync(grader.run({ ...REQUEST, ...request }, { queueKey: "learner" }));
    const dones = events.filter((event) => event.type === "done");
    assertEquals(dones.length, 1);
    assertEquals(events.at(-1), dones[0]);
    return { events, result: dones[0]!.result };
  } finally {
    grader.close();
  }
}

function observation(call: number, value: Json): Frame {
  return { kind: "observation", call, value, trace: null };
}

/** What the fixture's drive reports of a right answer to seed 1, and what its reference says. */
async function rightAnswer(): Promise<{ drive: Frame[]; reference: Frame[] }> {
  const runner = new FakeRunner();
  await hear(runner);
  const [page, order] = runner.jobs[0]!.calls.map((call) => call.input) as [{ page: string }, { labels: string[] }];
  const shown = `scans of ${page.page}, route of ${page.page}`;
  return {
    drive: [observation(1, { askedAtOnce: 2, shown }), observation(2, { order: order.labels })],
    reference: [observation(2, order.labels)],
  };
}

Deno.test("a job holds inputs and limits, and not a word of the judge", async () => {
  const runner = new FakeRunner();
  await hear(runner, { seed: 3 });
  const [job] = runner.jobs;
  assertEquals(Object.keys(job!).sort(), [
    "assemblyScript",
    "calls",
    "code",
    "drive",
    "entry",
    "limits",
    "queueKey",
    "realKernel",
    "runId",
    "safePoints",
  ]);
  assertEquals(job!.calls.map((call) => call.call), [1, 2]);
  assertFalse(JSON.stringify(job).includes("in flight"));
});

Deno.test("the same seed draws the same inputs; without a seed one is drawn and told", async () => {
  const inputsOf = async (seed: Partial<RunRequest>) => {
    const runner = new FakeRunner();
    const { result } = await hear(runner, seed);
    return { calls: runner.jobs[0]!.calls, seed: result.seed };
  };
  const { seed: _fixed, ...unseeded } = REQUEST;
  const drawn = await inputsOf({ ...unseeded, seed: undefined as never });
  assert(Number.isSafeInteger(drawn.seed) && drawn.seed >= 0 && drawn.seed < 2 ** 32);
  assertEquals(await inputsOf({ seed: drawn.seed }), drawn);
});

Deno.test("observations are judged against a reference that ran without the learner's code", async () => {
  const { drive, reference } = await rightAnswer();
  const runner = new FakeRunner(play(...drive), play(...reference));
  const { result } = await hear(runner, { code: "the learner's file" });
  assertEquals(result.outcome, "passed");
  assertEquals(runner.jobs.map(({ entry, code }) => [entry, code]), [["drive", "the learner's file"], [
    "reference",
    "",
  ]]);
  assertEquals(runner.jobs[1]!.calls.map((call) => call.call), [2]);
});

Deno.test("all observations in, and one refused: failed, whatever the program claims", async () => {
  const { drive, reference } = await rightAnswer();
  const lied = [drive[0]!, observation(2, { order: ["sync 1"] })];
  const { result } = await hear(new FakeRunner(play(...lied), play(...reference)));
  assertEquals([result.outcome, result.tests.map((test) => test.status)], ["failed", ["passed", "passed", "failed"]]);
});

Deno.test("an observation missing is never a pass, even from a run that says it finished", async () => {
  const { drive } = await rightAnswer();
  const { result } = await hear(new FakeRunner(play(drive[0]!)));
  assertEquals([result.outcome, result.tests.at(-1)!.status], ["failed", "not-run"]);
});

Deno.test("busy is told and not kept", async () => {
  const kept: RunResult[] = [];
  const runner = new FakeRunner([{ type: "busy", retryAfterSeconds: 4, message: "All places are taken." }]);
  const { result } = await hear(runner, {}, (_key, result) => Promise.resolve(void kept.push(result)));
  assertEquals([result.outcome, result.message], ["busy", "All places are taken."]);
  assertEquals(kept, []);
});

for (
  const [what, runner] of [
    ["the runner throws", new FakeRunner([{ type: "started", level: "none" }, new Error("the pipe broke")])],
    ["a job ends without an exit", new FakeRunner([{ type: "started", level: "none" }])],
    ["nothing of ours came up in the sandbox", new FakeRunner([{ type: "exited", exit: { ...CLEAN_EXIT, code: 1 } }])],
  ] as const
) {
  Deno.test(`when ${what}, the run ends in a runner-fault, and nothing is kept`, async () => {
    const kept: RunResult[] = [];
    const { result } = await hear(runner, {}, (_key, result) => Promise.resolve(void kept.push(result)));
    assertEquals([result.outcome, kept], ["runner-fault", []]);
  });
}

Deno.test("a reference that does not answer is our fault, named by its file", async () => {
  const { drive } = await rightAnswer();
  const { result } = await hear(new FakeRunner(play(...drive), play()));
  assertEquals(result.outcome, "runner-fault");
  assertStringIncludes(result.message, "labs/two-backends/drive.ts");
});

Deno.test("a graded result is kept before done is told", async () => {
  const kept = Promise.withResolvers<void>();
  const heard: string[] = [];
  const keep: GraderOptions["onResult"] = async (key, result, code) => {
    heard.push(`keeping ${result.outcome} of ${key}: ${code}`);
    await kept.promise;
    heard.push("kept");
  };
  const grader = createGrader({ runner: new FakeRunner(play()), labs: LABS, onResult: keep });
  for await (const event of grader.run(REQUEST, { queueKey: "learner" })) {
    if (event.type === "test") kept.resolve();
    if (event.type === "done") heard.push("done");
  }
  grader.close();
  assertEquals(heard, ["keeping failed of learner: export {};", "kept", "done"]);
});

Deno.test("a result that cannot be kept is told as a fault: no pass that nobody recorded", async () => {
  const { drive, reference } = await rightAnswer();
  const runner = new FakeRunner(play(...drive), play(...reference));
  const { result } = await hear(runner, {}, () => Promise.reject(new Error("database or disk is full")));
  assertEquals(result.outcome, "runner-fault");
  assertStringIncludes(result.message, "disk is full");
});

Deno.test("running the example judges nothing and keeps nothing", async () => {
  const kept: RunResult[] = [];
  const runner = new FakeRunner(play());
  const { result } = await hear(runner, { mode: "run" }, (_key, result) => Promise.resolve(void kept.push(result)));
  assertEquals([runner.jobs[0]!.entry, result.outcome, result.tests, kept], ["example", "finished", [], []]);
});

Deno.test("what does not compile is shown with its lines of code, and told in one", async () => {
  const message = "line 1, column 11: Expression expected\n  |\n1 | const a = ;";
  const { events, result } = await hear(
    new FakeRunner([
      { type: "frame", frame: { kind: "ready" } },
      { type: "frame", frame: { kind: "did-not-compile", message } },
      { type: "exited", exit: { ...CLEAN_EXIT, code: 1 } },
    ]),
  );
  assertEquals(events.find((event) => event.type === "stderr"), { type: "stderr", text: `${message}\n` });
  assertEquals(result.message, "The file does not compile: line 1, column 11: Expression expected.");
});

function graderOver(runner: FakeRunner): Grader & Disposable {
  const grader = createGrader({ runner, labs: LABS });
  return { ...grader, [Symbol.dispose]: grader.close };
}

Deno.test("a run that was stopped reaches no verdict, and its runner is told", async () => {
  const runner = new FakeRunner(play());
  using grader = graderOver(runner);
  for await (const event of grader.run(REQUEST, { queueKey: "learner", runId: "run-1" })) {
    if (event.type === "started") assert(grader.cancel("run-1"));
    if (event.type === "done") assertEquals([event.result.outcome, event.result.tests], ["cancelled", []]);
  }
  assertEquals(runner.cancelled, ["run-1", "run-1-reference"]);
  assertFalse(grader.cancel("run-1"));
});

Deno.test("a lab that is not there is refused at once", () => {
  using grader = graderOver(new FakeRunner());
  assertThrows(() => grader.run({ ...REQUEST, labId: "nowhere" }, { queueKey: "learner" }), RangeError, '"nowhere"');
});
