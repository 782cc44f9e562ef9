/** Runs an attack beside a neighbour who does nothing wrong, in a sandbox of this machine's best level. */
import { assertEquals } from "@std/assert";
import { openRunner } from "../../labs/_runner/embedded_runner.ts";
import { buildHarness } from "../../labs/_runner/harness/build_harness.ts";
import { endingOf } from "../../labs/_runner/outcome.ts";
import type {
  Frame,
  Outcome,
  RunJob,
  RunLimits,
  Runner,
  SandboxExit,
  SandboxLevel,
} from "../../labs/_runner/protocol.ts";
import { limitsOf } from "../../labs/_runner/run_context.ts";
import { chooseLevel } from "../../labs/_runner/sandbox/choose_level.ts";
import { openHost } from "../../labs/_runner/sandbox/host.ts";
import type { SandboxLayers } from "../../labs/_runner/sandbox/layers.ts";
import { ManualClock } from "../labs/_runner/sandbox/manual_clock.ts";

/** A program that means harm. Its module may export `solve`, which is called once and awaited. */
export interface Attack {
  readonly code: string;
  readonly limits?: Partial<RunLimits>;
  /** What is different about the sandbox. */
  readonly layers?: Partial<SandboxLayers>;
  /** In a lab on the real kernel: `solve` gets the drive's tools as its second argument. */
  readonly realKernel?: boolean;
  /** Lets the wall clock run out, once the program has printed this and the neighbour has finished. */
  readonly wallAfter?: string;
}

/** What came of it. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly frames: readonly Frame[];
  readonly exit: SandboxExit;
  /** As the learner would read it. */
  readonly outcome: Outcome;
  readonly message: string;
}

export const HARNESS = await buildHarness(new URL("../../.cache/", import.meta.url).pathname);

/** What this machine withstands. */
export const LEVEL: SandboxLevel = await (async () => {
  await using host = await openHost();
  const { level, rejected } = await chooseLevel(host);
  for (const { reason } of rejected) console.warn(reason);
  return level;
})();

const ON_CI = Deno.env.get("CI") === "true";

/** One row of the list: skipped, aloud, where this machine has no walls; on CI it fails there. */
export function hostileTest(claim: string, check: () => Promise<void>): void {
  const ignore = LEVEL === "none" && !ON_CI;
  if (ignore) console.warn(`Skipped, for want of a sandbox on this machine: ${claim}`);
  Deno.test({ name: claim, ignore, fn: check });
}

// A machine that is busy with other things must not end a program before its attack does.
const PATIENT: Partial<RunLimits> = { wallMs: 120_000, cpuSeconds: 20 };

const DRIVE = `
  export async function drive(learner, input, tools) { return (await learner.solve?.(input, tools)) ?? null; }
  export function example() {}
`;

/** A job of one call with the input 3. */
export function jobOf(
  code: string,
  { limits, ...options }: Partial<Omit<RunJob, "limits">> & { readonly limits?: Partial<RunLimits> } = {},
): RunJob {
  return {
    runId: crypto.randomUUID(),
    queueKey: crypto.randomUUID(),
    code,
    drive: DRIVE,
    safePoints: false,
    assemblyScript: false,
    realKernel: false,
    entry: "drive",
    calls: [{ call: 1, input: 3 }],
    ...options,
    limits: limitsOf({ ...options, limits: { ...PATIENT, ...limits } }),
  };
}

/** Runs the attack; the neighbour must come out right before this returns. */
export async function run(attack: Attack): Promise<Ran> {
  const clock = new ManualClock();
  const withClock = attack.wallAfter === undefined ? {} : { clock };
  const runner = await openRunner({
    harness: HARNESS,
    level: LEVEL,
    layers: attack.layers ?? {},
    concurrency: 2,
    ...withClock,
  });
  try {
    const neighbour = neighbourRuns(runner);
    const { realKernel = false, limits = {} } = attack;
    const job = jobOf(attack.code, { realKernel, limits });
    const [ran] = await Promise.all([
      collect(runner, job, async (stdout) => {
        if (attack.wallAfter === undefined || !stdout.includes(attack.wallAfter)) return;
        await neighbour;
        clock.advance(job.limits.wallMs);
      }),
      neighbour,
    ]);
    return ran;
  } finally {
    await runner.close();
  }
}

async function neighbourRuns(runner: Runner): Promise<void> {
  const ran = await collect(runner, jobOf("export const solve = (n: number) => n * 2; console.log('scanned');"));
  assertEquals(ran.exit.killedFor, null, "the neighbour was killed");
  assertEquals(ran.exit.code, 0, "the neighbour did not end well");
  assertEquals(ran.stdout, "scanned\n");
  assertEquals(ran.frames.findLast((frame) => frame.kind === "observation")?.value, 6);
}

/** Hears a run to its end. */
export async function collect(
  runner: Runner,
  job: RunJob,
  onStdout: (soFar: string) => Promise<void> = () => Promise.resolve(),
): Promise<Ran> {
  const text = { stdout: "", stderr: "" };
  const frames: Frame[] = [];
  for await (const event of runner.run(job)) {
    if (event.type === "stdout" || event.type === "stderr") text[event.type] += event.text;
    if (event.type === "stdout") await onStdout(text.stdout);
    if (event.type === "frame") frames.push(event.frame);
    if (event.type === "exited") {
      const ending = endingOf({ mode: "grade", frames, exit: event.exit, limits: job.limits, nextTest: 1 });
      return { ...text, frames, exit: event.exit, ...ending };
    }
  }
  throw new Error("The run ended without saying how");
}
