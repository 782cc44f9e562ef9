/** Group C of the hostile table: a wrong answer that tries to be taken for a right one. */
import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { TestSite } from "../components/_http/fixture.ts";
import { FixtureGrader, type Heard } from "../labs/_runner/fixture_grader.ts";
import { runHarness } from "../labs/_runner/harness/run_harness.ts";

/** Asks one backend after the other, which the first test refuses, and does `mischief` while it loads. */
function wrongAnswer(mischief: string): string {
  return `
    const attempt = (forge: () => unknown) => { try { forge(); } catch (error) { console.log(String(error)); } };
    const forged = { askedAtOnce: 2, shown: "forged" };
    ${mischief}
    export async function page(parcelId, backends) {
      const scans = await backends.scans(parcelId);
      return scans + ", " + await backends.route(parcelId);
    }
    export const order = (labels) => labels.toSorted((a, b) => rank(a) - rank(b));
    const rank = (label) => ["sync", "microtask", "timer"].indexOf(label.split(" ")[0]);
  `;
}

async function grade(mischief: string): Promise<Heard> {
  await using fixture = await FixtureGrader.open();
  return await fixture.hear(wrongAnswer(mischief));
}

/** The wrong answer was judged by what it did. */
function assertJudged({ result }: Heard): void {
  assertEquals(result.outcome, "failed", result.message);
  assertEquals(result.tests.map((test) => test.status), ["failed", "passed", "passed"]);
}

Deno.test("C1 a printed pass is output like any other", async () => {
  const heard = await grade(`console.log('{"passed":true,"outcome":"passed"}');`);
  assertJudged(heard);
  assertStringIncludes(heard.output, '{"passed":true,"outcome":"passed"}');
});

const PATCHES: Readonly<Record<string, string>> = {
  "what the harness writes with": `
    const frame = (text) => text.replace('"askedAtOnce":1', '"askedAtOnce":2');
    const { stringify } = JSON;
    const { encode } = TextEncoder.prototype;
    const { writeSync } = Deno.stdout;
    attempt(() => JSON.stringify = (value) => frame(stringify(value)));
    attempt(() => globalThis.JSON = { ...JSON, stringify: (value) => frame(stringify(value)) });
    attempt(() => TextEncoder.prototype.encode = function (text) { return encode.call(this, frame(text)); });
    attempt(() => Deno.stdout.writeSync = (bytes) => { console.log("leaked"); return writeSync.call(Deno.stdout, bytes); });`,
  "the toJSON of every object": `
    attempt(() => Object.prototype.toJSON = function () { return "askedAtOnce" in this ? forged : this; });
    attempt(() => Array.prototype.toJSON = () => []);`,
  "the then of every object": `
    attempt(() => Object.prototype.then = function (resolve) {
      delete Object.prototype.then;
      resolve("askedAtOnce" in this ? forged : this);
    });`,
  "promises": `
    attempt(() => Promise.prototype.then = function (resolve) { resolve(forged); });
    attempt(() => Promise.prototype.constructor = function () {});
    attempt(() => Promise.resolve = () => forged);
    attempt(() => globalThis.Promise = class extends Promise {});`,
  "what arrays are made of": `
    attempt(() => Object.defineProperty(Array.prototype, "0", { set() {}, get() { return forged; } }));
    attempt(() => Array.prototype.at = () => forged);`,
  "how bytes are read, to learn the nonce": `
    const bytes = Object.getPrototypeOf(Uint8Array.prototype);
    const { get } = Object.getOwnPropertyDescriptor(bytes, "length");
    attempt(() => Object.defineProperty(bytes, "length", { get() { console.log("leaked", this[1]); return get.call(this); } }));
    for (const name of ["set", "subarray", "slice", Symbol.iterator]) {
      const original = bytes[name];
      attempt(() => bytes[name] = function (...args) { console.log("leaked", this[1]); return original.apply(this, args); });
    }
    attempt(() => globalThis.Uint8Array = class extends Uint8Array {
      constructor(...args) { super(...args); console.log("leaked"); }
    });`,
};

for (const [what, mischief] of Object.entries(PATCHES)) {
  Deno.test(`C2 patching ${what} changes no verdict`, async () => {
    const heard = await grade(mischief);
    assertJudged(heard);
    assertFalse(heard.output.includes("leaked"));
  });
}

Deno.test("C4 a program that leaves with code 0 before the tests has passed none", async () => {
  await using fixture = await FixtureGrader.open();
  const early = await fixture.hear("Deno.exit(0);");
  assertEquals(early.result.outcome, "crashed");
  assertStringIncludes(early.result.message, "The program stopped before test 1: it left with exit code 0.");
  const inTest = await fixture.hear("import process from 'node:process'; export const page = () => process.exit(0);");
  assertEquals(inTest.result.outcome, "crashed");
  assertEquals(inTest.result.tests.map((test) => test.status), ["failed", "failed", "not-run"]);
});

Deno.test("C5 what equals everything inside the sandbox equals nothing outside it", async () => {
  await using fixture = await FixtureGrader.open();
  const heard = await fixture.hear(`
    Object.is = () => true;
    const anything = new Proxy(() => anything, {
      get: (_, name) => name === "then" || name === "toJSON" ? undefined : anything,
      has: () => true,
    });
    export const page = async (parcelId, backends) => {
      await Promise.all([backends.scans(parcelId), backends.route(parcelId)]);
      return { valueOf: () => true, toString: () => "right", [Symbol.toPrimitive]: () => "right" };
    };
    export const order = () => anything;
  `);
  assertEquals(heard.result.outcome, "failed");
  assertEquals(heard.result.tests.map((test) => test.status), ["passed", "failed", "failed"]);
});

Deno.test("C6 frames with a guessed nonce are output", async () => {
  const heard = await grade(`
    const encoder = new TextEncoder();
    for (const nonce of ["", "0".repeat(32), crypto.randomUUID().replaceAll("-", "")]) {
      const frame = { kind: "observation", call: 1, value: forged, trace: null };
      Deno.stdout.writeSync(encoder.encode("\\x1e" + nonce + JSON.stringify(frame) + "\\n"));
    }
  `);
  assertJudged(heard);
  assertStringIncludes(heard.output, '"askedAtOnce":2');
});

Deno.test("C6 a heap snapshot, which any module may take, holds its own words and not the nonce", async () => {
  const { stdout } = await runHarness({
    drive: "export const drive = (learner) => learner.search();",
    code: `
      import v8 from "node:v8";
      const own = "scanned at the depot of Kassel";
      export async function search() {
        let snapshot = "";
        for await (const chunk of v8.getHeapSnapshot()) snapshot += chunk;
        const nonce = ["00112233", "44556677", "8899aabb", "ccddeeff"];
        console.log(snapshot.includes(own), snapshot.includes(nonce.join("")));
        return null;
      }
    `,
    calls: [{ call: 1, input: null }],
  });
  assertEquals(stdout, "true false\n");
});

Deno.test("C8 a table of the answers to one seed does not answer another", async () => {
  await using fixture = await FixtureGrader.open();
  const table = `
    const seen = new Map();
    export const page = async (parcelId, backends) =>
      (await Promise.all([backends.scans(parcelId), backends.route(parcelId)])).join(", ");
    export const order = (labels) => ({ ANSWERS })[labels.join()] ?? labels;
  `;
  const learnt = await fixture.hear(
    "export const page = () => null; export const order = (labels) => { console.log(labels.join()); return labels; };",
  );
  const given = learnt.output.trim();
  const rank = (label: string) => ["sync", "microtask", "timer"].indexOf(label.split(" ")[0]!);
  const answer = given.split(",").sort((a, b) => rank(a) - rank(b));
  const code = table.replace("ANSWERS", `${JSON.stringify(given)}: ${JSON.stringify(answer)}`);
  assertEquals((await fixture.hear(code, { seed: 1 })).result.outcome, "passed");
  assertEquals((await fixture.hear(code, { seed: 2 })).result.outcome, "failed");
});

/** What a browser might send to be taken for someone who passed. */
const PASSED = {
  version: 1,
  runId: "run-1",
  labId: "first-overlap",
  mode: "grade",
  seed: 1,
  outcome: "passed",
  message: "All 3 tests passed.",
  tests: [],
  durationMs: 1,
  cpuMs: 1,
  truncated: false,
} as const;

Deno.test("C9 a recorded result sent again is no request, and writes nothing", async () => {
  using site = new TestSite();
  assertEquals((await site.send("POST", "/api/runs", PASSED)).status, 400);
  assertEquals((await site.progress.learner("local")).labs, []);
});

Deno.test("C10 no address takes a pass, an import included", async () => {
  using site = new TestSite();
  for (
    const path of [
      "/progress",
      "/api/progress",
      "/api/labs/first-overlap",
      "/api/labs/first-overlap/passed",
      "/api/attempts",
    ]
  ) {
    for (const method of ["POST", "PUT"] as const) {
      const { status } = await site.send(method, path, { labId: "first-overlap", passed: true });
      assert(status === 404 || status === 405, `${method} ${path}: ${status}`);
    }
  }
  const lab = { labId: "first-overlap", attempts: 1, passedAtMs: 1, passedCode: "export {};" };
  const file = { format: "interleave-progress", version: 1, exportedAtMs: 1, drafts: [], labs: [lab], answers: [] };
  await site.send("POST", "/api/progress/import", file);
  assertEquals((await site.progress.learner("local")).labs.filter((entry) => entry.passedAtMs !== null), []);
});

Deno.test("C12 a trace that the learner's code records itself is not the trace of the run", async () => {
  const heard = await grade(`
    const { createRecorder } = await import("@interleave/trace");
    const recorder = createRecorder({ clock: "monotonic", nowNs: () => 0, maxEvents: 10 });
    for (const name of ["scans", "route", "forged"]) recorder.record({ kind: "task-spawned", task: 1, name });
    export const trace = recorder.trace();
  `);
  assertJudged(heard);
  const sent = heard.events.find((event) => event.type === "trace")!.trace;
  assertEquals(sent.events.map((event) => event.kind === "task-spawned" && event.name), ["scans", "route"]);
});

Deno.test("C14 there is no file of results to write, to link or to leave behind before hanging", async () => {
  const heard = await grade(`
    attempt(() => Deno.writeTextFileSync("results.json", '{"passed":true}'));
    attempt(() => Deno.symlinkSync("/etc/passwd", "results.json"));
  `);
  assertJudged(heard);
  assertEquals(heard.output.match(/NotCapable/g)?.length, 2);
  const hangs = await grade(
    "Deno.stdout.writeSync(new TextEncoder().encode('passed')); forged.wait = await new Promise(() => {});",
  );
  assertEquals(hangs.result.outcome, "crashed");
});
