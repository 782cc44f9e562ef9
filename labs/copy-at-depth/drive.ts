/** Has the learner's code copy a file through the model's ring, on a device that is slow, short or broken as the input says. */
import type { Ring } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Run } from "./drive_copy.ts";

/** The device, in numbers that survive a message. */
export interface DeviceInput {
  readonly lanes: number;
  readonly latencyNs: number;
  /** Of so many operations the first one takes `slowNs`; 0 for none. */
  readonly slowEvery: number;
  readonly slowNs: number;
  /** Of so many operations of a kind the last one is short; 0 for none. */
  readonly shortReadsEvery: number;
  readonly shortWritesEvery: number;
  /** The operation that fails with EIO, counted from 0. */
  readonly failsAt: number | null;
}

export interface Input {
  readonly bytes: number;
  readonly blockBytes: number;
  readonly depth: number;
  readonly device: DeviceInput;
  /** `cancelled()` is true from then on. */
  readonly cancelledAtNs: number | null;
}

export type Ending =
  | { readonly how: "returned"; readonly value: Json }
  | { readonly how: "waits" }
  | { readonly how: "threw"; readonly error: string }
  | { readonly how: "spins"; readonly enters: number; readonly atNs: number };

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly ending: Ending;
    readonly tookNs: number;
    /** The time of all operations, added up. */
    readonly busyNs: number;
    readonly mostBytes: number;
    readonly mostUnderWay: number;
    /** When the program slept with the fewest operations under way, of the times when there were blocks to be read still. */
    readonly fewest: { readonly underWay: number; readonly atNs: number; readonly traceAt: number } | null;
    readonly underWayAtEnd: number;
    /** The first byte of the copy that is not the original's; `null` when all are there. */
    readonly wrongAt: number | null;
    /** Bytes of the copy. */
    readonly copied: number;
    /** The first operation that was short. */
    readonly short: { readonly kind: "read" | "write"; readonly offset: number; readonly moved: number } | null;
    /** When the program first woke with a reason to stop, and how many operations began after that. */
    readonly noticedNs: number | null;
    readonly begunAfter: number;
    readonly askedCancelled: boolean;
    /** Moment in the trace: of the reason to stop, or the last. */
    readonly traceAt: number;
  };

/** The report of a copy. */
export type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** What the learner writes. */
export type Copy = (ring: Ring, options: unknown) => unknown;

interface Learner {
  readonly copy?: Copy;
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  if (typeof learner.copy !== "function") return { kind: "not-exported" };
  return new Run(learner.copy, input, tools).observe() as unknown as Json;
}

/** A small file, at four depths. */
export function example(learner: Learner, tools: DriveTools): void {
  if (typeof learner.copy !== "function") throw new TypeError("lab.ts exports no function `copy`");
  for (const depth of [1, 2, 4, 8]) {
    const device = {
      lanes: 8,
      latencyNs: 100_000,
      slowEvery: 7,
      slowNs: 800_000,
      shortReadsEvery: 5,
      shortWritesEvery: 0,
      failsAt: null,
    };
    const input = { bytes: 131_072, blockBytes: 4_096, depth, device, cancelledAtNs: null };
    const seen = new Run(learner.copy, input, tools).observe();
    const ms = (seen.tookNs / 1e6).toFixed(1);
    const mean = seen.tookNs === 0 ? 0 : seen.busyNs / seen.tookNs;
    console.log(`depth ${depth}: ${ms.padStart(5)} ms, ${mean.toFixed(1)} under way on average`);
    if (seen.mostUnderWay > depth) console.log(`  at most, there were ${seen.mostUnderWay}`);
    if (seen.ending.how !== "returned" || seen.ending.value !== "copied") console.log(`  ${endingWords(seen.ending)}`);
    if (seen.wrongAt !== null) console.log(`  byte ${seen.wrongAt} of the copy is wrong`);
  }
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return `copy returned ${JSON.stringify(ending.value)}`;
    case "waits":
      return "copy waits for ever";
    case "threw":
      return `copy threw ${ending.error}`;
    case "spins":
      return `copy was stopped after ${ending.enters} calls of enter`;
  }
}
