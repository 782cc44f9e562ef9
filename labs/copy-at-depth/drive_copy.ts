/** One copy: the device that it works on, the ring as the learner's code gets it, and what was noted of both meanwhile. */
import {
  createModelKernel,
  type DeviceOperation,
  type DeviceOptions,
  type ModelRing,
  must,
  type Ring,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Copy, Ending, Input, Ran } from "./drive.ts";

/** The largest input has some 300 operations, and needs a call for each at most. */
const MOST_ENTERS = 1_500;
/** Finding the learner's line for an event takes longer than what the event tells of. */
const MOST_RECORDED = 250;

/** Ends a run in which enough was seen. */
class Enough extends Error {}

/** One copy. */
export class Run {
  readonly #copy: Copy;
  readonly #input: Input;
  readonly #tools: Pick<DriveTools, "record" | "traceOn">;
  readonly #counts = { read: 0, write: 0 };
  readonly #ends = { submission: "", completion: "" };
  #recorded = 0;
  #busyNs = 0;
  #mostBytes = 0;
  #mostUnderWay = 0;
  #fewest: Ran["fewest"] = null;
  #readsBegun = 0;
  #enters = 0;
  #failed = false;
  #asked = false;
  #noticedNs: number | null = null;
  #noticedAt = 0;
  #begunAfter = 0;
  #short: Ran["short"] = null;

  constructor(copy: Copy, input: Input, tools: Pick<DriveTools, "record" | "traceOn">) {
    this.#copy = copy;
    this.#input = input;
    this.#tools = tools;
  }

  observe(): Ran {
    const { bytes, blockBytes, depth, cancelledAtNs } = this.#input;
    const kernel = createModelKernel({ device: this.#device });
    this.#tools.traceOn({ nowNs: kernel.clockGettime });
    const ring = must(kernel.ioUringSetup({ entries: 2 * depth, completionEntries: 8 * depth }));
    const [from, to] = [must(kernel.memfdCreate()), must(kernel.memfdCreate())];
    const original = contentOf(bytes);
    must(kernel.pwrite(from, original, 0));

    const cancelledNow = () => cancelledAtNs !== null && kernel.clockGettime() >= cancelledAtNs;
    const watched: Ring = {
      fd: ring.fd,
      submission: ring.submission,
      completion: ring.completion,
      enter: (toSubmit, minComplete) => {
        this.#enters += 1;
        if (this.#enters > MOST_ENTERS) throw new Enough();
        this.#recordEnds(ring);
        this.#record({ kind: "system-call-entered", call: `io_uring_enter(${toSubmit}, ${minComplete})` });
        const taken = ring.enter(toSubmit, 0);
        this.#mostUnderWay = Math.max(this.#mostUnderWay, ring.underWay.length);
        this.#record({ kind: "queue-length", queue: "under way", length: ring.underWay.length });
        this.#recordEnds(ring);
        if (taken === toSubmit) this.#sleep(ring, { minComplete, nowNs: kernel.clockGettime });
        this.#recordEnds(ring);
        this.#record({ kind: "system-call-returned", call: "io_uring_enter", result: String(taken) });
        if (this.#noticedNs === null && (this.#failed || cancelledNow())) {
          this.#noticedNs = kernel.clockGettime();
          this.#noticedAt = Math.max(0, this.#recorded - 1);
        }
        return taken;
      },
    };
    const cancelled = () => {
      this.#asked = true;
      return cancelledNow();
    };
    const ending = this.#endOf(
      () => this.#copy(watched, { from, to, bytes, blockBytes, depth, cancelled }),
      () => kernel.clockGettime(),
    );
    const tookNs = kernel.clockGettime();
    const underWayAtEnd = ring.underWay.length;
    const copy = new Uint8Array(bytes + blockBytes);
    const copied = must(kernel.pread(to, copy, 0));
    return {
      kind: "ran",
      ending,
      tookNs,
      busyNs: this.#busyNs,
      mostBytes: this.#mostBytes,
      mostUnderWay: this.#mostUnderWay,
      fewest: this.#fewest,
      underWayAtEnd,
      wrongAt: firstDifference(original, copy.subarray(0, copied)),
      copied,
      short: this.#short,
      noticedNs: this.#noticedNs,
      begunAfter: this.#begunAfter,
      askedCancelled: this.#asked,
      traceAt: this.#noticedNs === null ? Math.max(0, this.#recorded - 1) : this.#noticedAt,
    };
  }

  /** Sleeps as enter does, but looks at each completion how many are still under way. */
  #sleep(
    ring: ModelRing,
    { minComplete, nowNs }: { readonly minComplete: number; readonly nowNs: () => number },
  ): void {
    const { completion } = ring;
    const blocks = Math.ceil(this.#input.bytes / this.#input.blockBytes);
    const wanted = Math.min(minComplete, completion.entries);
    for (;;) {
      const standing = (completion.tail - completion.head) >>> 0;
      if (standing >= wanted) return;
      const underWay = ring.underWay.length;
      if (this.#readsBegun < blocks && underWay < (this.#fewest?.underWay ?? Infinity)) {
        this.#fewest = { underWay, atNs: nowNs(), traceAt: Math.max(0, this.#recorded - 1) };
      }
      ring.enter(0, standing + 1);
    }
  }

  get #device(): DeviceOptions {
    const { lanes, latencyNs, slowEvery, slowNs, failsAt } = this.#input.device;
    return {
      lanes,
      latencyNs: ({ number, bytes, kind }) => {
        if (kind === "read") this.#readsBegun += 1;
        if (this.#noticedNs !== null) this.#begunAfter += 1;
        this.#mostBytes = Math.max(this.#mostBytes, bytes);
        const takesNs = slowEvery > 0 && number % slowEvery === 0 ? slowNs : latencyNs;
        this.#busyNs += takesNs;
        return takesNs;
      },
      moves: (operation) => {
        if (operation.number === failsAt) {
          this.#failed = true;
          return "EIO";
        }
        return this.#moved(operation);
      },
    };
  }

  /** All that was asked for, or now and then a part of it. */
  #moved({ kind, offset, bytes, number }: DeviceOperation): number {
    const { shortReadsEvery, shortWritesEvery } = this.#input.device;
    const every = kind === "read" ? shortReadsEvery : shortWritesEvery;
    this.#counts[kind] += 1;
    if (every === 0 || bytes < 2 || this.#counts[kind] % every !== 0) return bytes;
    const moved = 1 + (number * 7_919) % (bytes - 1);
    this.#short ??= { kind, offset, moved };
    return moved;
  }

  /** The ends of both queues, if they have moved. */
  #recordEnds(ring: ModelRing): void {
    for (const queue of ["submission", "completion"] as const) {
      const { head, tail, entries } = ring[queue];
      if (this.#ends[queue] === `${head} ${tail}`) continue;
      this.#ends[queue] = `${head} ${tail}`;
      this.#record({ kind: "ring-moved", ring: ring.fd, queue, head, tail, entries });
    }
  }

  #record(event: Parameters<DriveTools["record"]>[0]): void {
    if (this.#recorded === MOST_RECORDED) return;
    this.#recorded += 1;
    this.#tools.record(event);
  }

  #endOf(run: () => unknown, nowNs: () => number): Ending {
    try {
      const value = run();
      return { how: "returned", value: typeof value === "string" ? value : `a value of type ${typeof value}` };
    } catch (thrown) {
      if (thrown instanceof WaitsForEver) return { how: "waits" };
      if (thrown instanceof Enough) return { how: "spins", enters: this.#enters, atNs: nowNs() };
      return { how: "threw", error: describe(thrown) };
    }
  }
}

/** No two blocks are alike, and no byte is what an empty buffer holds. */
function contentOf(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = 1 + (index * 31 + (index >> 8) * 7) % 255;
  return bytes;
}

function firstDifference(original: Uint8Array, copy: Uint8Array): number | null {
  for (let index = 0; index < Math.max(original.length, copy.length); index++) {
    if (original[index] !== copy[index]) return index;
  }
  return null;
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
