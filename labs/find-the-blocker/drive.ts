/** Runs the probe on a model's clock, and the service on the real loop, where customers ask whenever the loop gets to them. */
import { setImmediate } from "node:timers";
import { VirtualClock } from "@interleave/clock";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Clock, Outside, Scan, TrackingService } from "./starter.ts";

/** A loop that is held: from `atMs` on, for `ms`. */
export interface Hold {
  readonly atMs: number;
  readonly ms: number;
}

/** Some seconds of a loop, as the probe lives through them. */
export interface ProbeInput {
  readonly kind: "probe";
  readonly holds: readonly Hold[];
  /** When the probe is told to stop. */
  readonly stopAtMs: number;
  readonly endMs: number;
}

/** A day of the service. */
export interface ServiceInput {
  readonly kind: "service";
  readonly scans: readonly Scan[];
  readonly labels: readonly string[];
  /** Parcels that customers ask for, one after the other, and again from the start. */
  readonly asked: readonly string[];
  readonly key: string;
}

export type Input = ProbeInput | ServiceInput;

export interface ProbeObservation {
  readonly exported: boolean;
  /** True when `watchLoop` returned a function. */
  readonly stoppable: boolean;
  readonly reports: readonly { readonly atMs: number; readonly lateMs: Json }[];
  /** The longest delay that the probe asked of a timer; 0 when it set none. */
  readonly longestDelayMs: number;
  /** The probe's timers that fired late, and by how much. */
  readonly late: readonly { readonly atMs: number; readonly lateMs: number }[];
  /** How many timers the probe set after it was stopped. */
  readonly timersAfterStop: number;
}

export interface ServiceObservation {
  readonly exported: boolean;
  /** `null` when `publishDay` never ended. */
  readonly published: Json;
  /** What had been sent when `publishDay` ended. */
  readonly sent: readonly Json[];
  readonly signatures: number;
  /** Most signatures between two moments at which the loop could turn to a customer. */
  readonly longestRun: number;
  /** Index in the trace at which that run began. */
  readonly longestRunAt: number;
  readonly answers: readonly Json[];
  /** What customers hear when the day is published: one answer for each parcel asked for. */
  readonly afterwards: readonly Json[];
  readonly summary: Json;
  readonly labels: Json;
}

interface Learner {
  readonly watchLoop?: (clock: Clock, onStall: (lateMs: number) => void) => () => void;
  readonly TrackingService?: new (outside: Outside) => TrackingService;
}

/** CPU time of one signature. */
const SIGN_MS = 1;
/** A job that signs nothing for so many turns of the loop, and so long, has stopped. */
const IDLE_TURNS = 5_000;
const IDLE_MS = 1_000;

/** The tasks of the traces. */
const HOLDER = 1;
const PUBLISHING = 1;
const CUSTOMERS = 2;

// The learner's module may import the clock's class too, and finds it as it is.
Object.freeze(VirtualClock.prototype);

const now = performance.now.bind(performance);
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  const observation = input.kind === "probe"
    ? await watchHeldLoop(learner, input, tools)
    : await liveThroughDay(learner, input, tools);
  return observation as unknown as Json;
}

/** Holds the loop of a model while the probe watches it. */
async function watchHeldLoop(learner: Learner, input: ProbeInput, tools: DriveTools): Promise<ProbeObservation> {
  const reports: { atMs: number; lateMs: Json }[] = [];
  const late: { atMs: number; lateMs: number }[] = [];
  if (typeof learner.watchLoop !== "function") {
    return { exported: false, stoppable: false, reports, longestDelayMs: 0, late, timersAfterStop: 0 };
  }
  const model = new VirtualClock({ settle: nextTurn });
  let longestDelayMs = 0;
  let timersAfterStop = 0;
  let stopped = false;
  let over = false;
  const clock: Clock = {
    now: () => model.nowNs / 1e6,
    setTimeout(callback, askedMs) {
      // As everywhere, no timer is due in the same millisecond.
      const delayMs = +askedMs >= 1 ? +askedMs : 1;
      longestDelayMs = delayMs > longestDelayMs ? delayMs : longestDelayMs;
      if (stopped) timersAfterStop++;
      // A probe that never stops would never let the model end.
      if (over) return 0;
      return model.setTimer(delayMs, ({ id, lateNs }) => {
        if (lateNs > 0) {
          tools.record({ kind: "timer-fired", timer: id, lateNs });
          late[late.length] = { atMs: clock.now(), lateMs: lateNs / 1e6 };
        }
        callback();
      });
    },
    clearTimeout: (timer) => model.clearTimer(timer as number),
  };
  const stop = learner.watchLoop(clock, (lateMs) => {
    reports[reports.length] = { atMs: clock.now(), lateMs: lateMs ?? null };
  });
  tools.record({ kind: "task-spawned", task: HOLDER, name: "blocking work" });
  for (let index = 0; index < input.holds.length; index++) {
    const { atMs, ms } = input.holds[index]!;
    model.setTimer(atMs, () => {
      tools.record({ kind: "task-started", task: HOLDER });
      model.spend(ms);
      tools.record({ kind: "task-yielded", task: HOLDER });
    });
  }
  const stoppable = typeof stop === "function";
  model.setTimer(input.stopAtMs, () => {
    if (stoppable) stop();
    stopped = true;
  });
  model.setTimer(input.endMs, () => over = true);
  await model.run();
  return { exported: true, stoppable, reports, longestDelayMs, late, timersAfterStop };
}

/** Ingests a day, then lets customers ask for parcels while the service publishes it. */
async function liveThroughDay(learner: Learner, input: ServiceInput, tools: DriveTools): Promise<ServiceObservation> {
  const seen = {
    published: null as Json,
    sent: [] as Json[],
    signatures: 0,
    longestRun: 0,
    longestRunAt: 0,
    answers: [] as Json[],
    afterwards: [] as Json[],
  };
  if (typeof learner.TrackingService !== "function") {
    return { exported: false, ...seen, summary: null, labels: null };
  }
  let signing = false;
  let run = 0;
  let runAt = 0;
  let recorded = 0;
  let sends = 0;
  let ended = false;
  const record: DriveTools["record"] = (event) => {
    recorded++;
    tools.record(event);
  };

  const service = new learner.TrackingService({
    sign(text) {
      if (!signing) {
        signing = true;
        run = 0;
        runAt = recorded;
        record({ kind: "task-started", task: PUBLISHING });
      }
      seen.signatures++;
      run++;
      if (run > seen.longestRun) {
        seen.longestRun = run;
        seen.longestRunAt = runAt;
      }
      work(SIGN_MS);
      return signature(input.key, text);
    },
    send(event) {
      const sent = () => {
        if (!ended) seen.sent[seen.sent.length] = event ?? null;
      };
      sends++;
      // The last one takes a turn: what was only begun is not sent.
      if (sends === input.scans.length) return nextTurn().then(sent);
      sent();
      return Promise.resolve();
    },
  });
  for (let scan = 0; scan < input.scans.length; scan++) service.ingest({ ...input.scans[scan]! });
  const summary = (await service.summariseDay() as Json | undefined) ?? null;
  const rendered: unknown = service.renderLabels([...input.labels]);
  const labels = rendered instanceof Promise ? "a promise" : rendered as Json | undefined ?? null;

  record({ kind: "task-spawned", task: PUBLISHING, name: "publishDay" });
  record({ kind: "task-spawned", task: CUSTOMERS, name: "customers" });
  // The customer is in the queue first, so that not even an immediate of the publisher's first run goes before.
  let turn = nextTurn();
  const publish = async () => {
    seen.published = await service.publishDay() ?? null;
    ended = true;
  };
  publish();
  let idleTurns = 0;
  for (let idleSince = now(); !ended && (idleTurns < IDLE_TURNS || now() - idleSince < IDLE_MS); idleTurns++) {
    await turn;
    turn = nextTurn();
    if (!signing) continue;
    signing = false;
    idleTurns = 0;
    idleSince = now();
    record({ kind: "task-yielded", task: PUBLISHING });
    record({ kind: "task-started", task: CUSTOMERS });
    const asked = input.asked[seen.answers.length % input.asked.length]!;
    seen.answers[seen.answers.length] = service.track(asked) ?? null;
    record({ kind: "task-yielded", task: CUSTOMERS });
  }
  for (let index = 0; index < input.asked.length; index++) {
    seen.afterwards[index] = service.track(input.asked[index]!) ?? null;
  }
  record({ kind: "task-finished", task: PUBLISHING });
  return { exported: true, ...seen, summary, labels };
}

/** Tries the probe on a loop that is held on purpose, then runs each job of the service under its eyes. */
export async function example(learner: Learner): Promise<void> {
  if (typeof learner.watchLoop !== "function" || typeof learner.TrackingService !== "function") {
    throw new TypeError("export a function watchLoop and a class TrackingService: the starter shows both");
  }
  const { watchLoop, TrackingService } = learner;
  const clock: Clock = {
    now,
    setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
    clearTimeout: (timer) => clearTimeout(timer as number),
  };
  const service = new TrackingService({
    sign(text) {
      work(SIGN_MS);
      return signature("example", text);
    },
    send: () => Promise.resolve(),
  });

  async function watch(job: string, run: () => unknown): Promise<void> {
    const reports: number[] = [];
    const stop = watchLoop(clock, (lateMs) => reports.push(lateMs));
    await new Promise((resolve) => setTimeout(resolve, 60));
    await run();
    await new Promise((resolve) => setTimeout(resolve, 60));
    stop();
    const said = reports.map((lateMs) => `${Math.round(lateMs)} ms late`).join(", ") || "nothing";
    console.log(`${job.padEnd(32)} the probe says: ${said}`);
  }

  await watch("the loop is held for 300 ms", () => work(300));
  await watch("500 scans come in", () => {
    for (let scan = 0; scan < 500; scan++) {
      service.ingest({
        parcelId: `P-${scan % 90}`,
        depot: ["Metz", "Graz", "Brno"][scan % 3]!,
        minute: (scan * 37) % 1_440,
      });
    }
  });
  await watch("summariseDay", () => service.summariseDay());
  await watch("renderLabels", () => service.renderLabels(Array.from({ length: 300 }, (_, parcel) => `P-${parcel}`)));
  await watch("publishDay", () => service.publishDay());
}

/** What `sign` returns for a text: FNV-1a over the key and the text. */
export function signature(key: string, text: string): string {
  let hash = 0x811c9dc5;
  const signed = `${key}/${text}`;
  for (let index = 0; index < signed.length; index++) hash = Math.imul(hash ^ signed.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function work(ms: number): void {
  for (const end = now() + ms; now() < end;);
}
