/**
 * The program inside the sandbox: calls the lab's drive with the learner's module and reports what came of it.
 *
 * It reports and never judges. A learner's module may do anything to this process, so nothing that arrives outside is
 * taken for more than a stranger's word; see `builtins.ts` for what keeps that word the drive's own.
 */
import type { Drive } from "../lab.ts";
import { RUNNER_LIMITS } from "../limits.ts";
import type { DriveCall, Json } from "../protocol.ts";
import { lookForLinesOf } from "../../_runtime/scheduler/source_frame.ts";
import type { CompiledModule } from "./compile_assembly_script.ts";
import type { CompiledLearner } from "./compile_learner.ts";
import { encodeText, exit, fixBuiltins, listen, writeStderr } from "./builtins.ts";
import { type CallTools, createDriveTools } from "./drive_tools.ts";
import { START_DRIVER } from "./start_driver_argument.ts";
import { openFrameWriter, type WriteFrame } from "./frame_writer.ts";
import type { HarnessJob } from "./harness_job.ts";
import { compileError, describeThrown } from "./learner_error.ts";

/** Put here by the build: true where learners write AssemblyScript. */
declare const ASSEMBLY_SCRIPT: boolean;

/** The example's number among the calls, which count from 1. */
const EXAMPLE_CALL = 0;

type Learner = Record<string, unknown>;

// A driver is ready before the job is there, and before anything of the learner's: what it needs is given up at once.
const realKernel = Deno.args.includes(START_DRIVER)
  ? (await import("./real_kernel/start_driver.ts")).startDriver()
  : null;
// And so is a compiler: it has been loaded when a process begins to wait for its job.
const assemblyScript = ASSEMBLY_SCRIPT ? await import("./compile_assembly_script.ts") : null;
const { write, work } = takeJob();
const compiled = work.safePoints && work.entry !== "reference" ? await compile(work.code) : null;
const learnerUrl = moduleUrl(
  compiled?.code ?? work.code,
  compiled === null ? "application/typescript" : "text/javascript",
);
lookForLinesOf(learnerUrl);
let describe = (thrown: unknown) => describeThrown(thrown, learnerUrl);
let current: { readonly call: number | null; readonly tools: CallTools | null } = { call: null, tools: null };
let finished = false;

listen("beforeunload", () => {
  // Nothing is left in the loop: what is still awaited will never come.
  if (!finished) stop({ kind: "stalled", call: current.call, trace: traceSoFar() });
});
// An example is over when its leftover timers are: it ends as any program does.
listen("unload", () => {
  if (!finished || work.entry !== "example") return;
  write({ kind: "observation", call: EXAMPLE_CALL, value: null, trace: traceSoFar() });
  write({ kind: "finished" });
});

run();

/** Reads stdin to its end. The nonce goes into the writer and nowhere else. */
function takeJob(): { write: WriteFrame; work: Omit<HarnessJob, "nonce"> } {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65_536);
  let text = "";
  for (let read = Deno.stdin.readSync(chunk); read !== null; read = Deno.stdin.readSync(chunk)) {
    text += decoder.decode(chunk.subarray(0, read), { stream: true });
  }
  const { nonce, ...rest }: HarnessJob = JSON.parse(text);
  return { write: openFrameWriter(nonce), work: rest };
}

/** The compiler brings a parser along: runs without safe points do not load it. `null` leaves the words to the loader. */
async function compile(code: string): Promise<CompiledLearner | null> {
  const { compileLearner } = await import("./compile_learner.ts");
  return compileLearner(code);
}

function moduleUrl(code: string, type: string): string {
  return URL.createObjectURL(new Blob([code], { type }));
}

async function run(): Promise<void> {
  const drive: Drive = await import(moduleUrl(`${work.drive}\n//# sourceURL=drive.js`, "application/javascript"));
  listenForUncaught();
  fixBuiltins();
  write({ kind: "ready" });
  const learner = work.entry === "reference" ? {} : await load();
  write({ kind: "loaded" });
  if (work.entry === "example") {
    await runExample(drive, learner);
    return;
  }
  for (let index = 0; index < work.calls.length; index++) await runCall(drive, learner, work.calls[index]!);
  finished = true;
  write({ kind: "finished" });
  // Timers that the calls left behind would hold the process.
  exit(0);
}

async function load(): Promise<Learner> {
  if (assemblyScript !== null) return await assemble(assemblyScript.compileAssemblyScript);
  if (compiled?.refusal) return stop({ kind: "did-not-compile", message: compiled.refusal });
  try {
    return await import(learnerUrl);
  } catch (error) {
    const reason = compileError(error, learnerUrl);
    if (reason !== null) return stop({ kind: "did-not-compile", message: reason });
    return stopThrown(error);
  }
}

async function assemble(compile: (code: string) => Promise<CompiledModule>): Promise<Learner> {
  const assembled = await compile(work.code);
  if (assembled.refusal !== undefined) return stop({ kind: "did-not-compile", message: assembled.refusal });
  describe = assembled.describe;
  return { ...assembled.learner };
}

async function runExample(drive: Drive, learner: Learner): Promise<void> {
  const tools = createDriveTools({ maxEvents: RUNNER_LIMITS.traceEvents, learnerUrl, realKernel });
  current = { call: null, tools };
  try {
    await drive.example(learner, tools.tools);
  } catch (error) {
    stopThrown(error);
  }
  finished = true;
}

async function runCall(drive: Drive, learner: Learner, { call, input }: DriveCall): Promise<void> {
  const maxEvents = Math.floor(RUNNER_LIMITS.traceEvents / work.calls.length);
  const tools = createDriveTools({ maxEvents, learnerUrl, realKernel });
  current = { call, tools };
  write({ kind: "call-started", call });
  try {
    const value = await observe(drive, learner, input as never, tools);
    write({ kind: "observation", call, value: value ?? null, trace: tools.trace() });
  } catch (error) {
    write({ kind: "threw", call, ...describe(error), trace: tools.trace() });
  }
}

function observe(drive: Drive, learner: Learner, input: never, { tools }: CallTools): Json | Promise<Json> {
  if (work.entry === "drive") return drive.drive(learner, input, tools);
  if (drive.reference === undefined) throw new TypeError("drive.ts exports no reference, which its judge asks for");
  return drive.reference(input, tools);
}

/** Errors that no one caught end a Deno process; here they are reported first. A drive may `preventDefault` its own. */
function listenForUncaught(): void {
  listen("error", (event) => {
    if (!event.defaultPrevented) stopThrown(event.error);
  });
  listen("unhandledrejection", (event) => {
    if (!event.defaultPrevented) stopThrown(event.reason);
  });
}

function stopThrown(thrown: unknown): never {
  const error = describe(thrown);
  const place = error.stack === "" ? "" : `${error.stack}\n`;
  writeStderr(encodeText(`Uncaught ${error.message}\n${place}`));
  return stop({ kind: "threw", call: current.call, ...error, trace: traceSoFar() });
}

function stop(frame: Parameters<WriteFrame>[0]): never {
  // `exit` runs the learner's own `unload` listeners: the last word has been written by then.
  write(frame);
  return exit(1);
}

function traceSoFar() {
  return current.tools?.trace() ?? null;
}
