/**
 * A device behind regular files: it takes time, does several things at once, and need not do all that was asked.
 *
 * A disk with one arm has one lane. A solid-state drive has many: it serves as many operations at the same time as
 * there are lanes, and the others queue. That is what makes it worth having several operations under way: one after the
 * other, a program gets one operation per latency out of the fastest drive.
 *
 * What it leaves out: the page cache, which answers most reads with no device at all; reordering; and a latency that
 * grows with the bytes (give `latencyNs` to have one). In Linux an operation on a file that would sleep runs on a
 * worker thread of the kernel.
 */
import type { Errno } from "./errno.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What the device is asked. */
export interface DeviceOperation {
  /** From the device, or to it. */
  readonly kind: "read" | "write";
  /** Where in the file. */
  readonly offset: number;
  /** How many are asked for. */
  readonly bytes: number;
  /** Counts the operations, from 0. */
  readonly number: number;
}

/** What the device is like. */
export interface DeviceOptions {
  /** How many operations it serves at once. */
  readonly lanes: number;
  /** How long it takes from when a lane is free. */
  readonly latencyNs: (operation: DeviceOperation) => number;
  /** How many of the bytes it moves, or how it fails. */
  readonly moves: (operation: DeviceOperation) => number | Errno;
}

/** An operation that was given to the device. */
interface Job {
  readonly operation: DeviceOperation;
  readonly done: (moves: number | Errno) => void;
}

/** A drive with 8 lanes that takes 100 µs and does all that it is asked. */
export const PLAIN_DEVICE: DeviceOptions = {
  lanes: 8,
  latencyNs: () => 100_000,
  moves: ({ bytes }) => bytes,
};

/** The device. */
export class Device {
  readonly #time: VirtualTime;
  readonly #options: DeviceOptions;
  readonly #queue: Job[] = [];
  #busy = 0;
  #count = 0;

  /** Idle. Throws `RangeError` when it has no lane. */
  constructor(time: VirtualTime, options: Partial<DeviceOptions> = {}) {
    this.#time = time;
    this.#options = { ...PLAIN_DEVICE, ...options };
    const { lanes } = this.#options;
    if (!(lanes >= 1)) throw new RangeError(`device: ${lanes} lanes; give a number of 1 or more`);
  }

  /** Gives it an operation. Returns what takes it back: true when a lane had not yet begun with it. */
  begin(operation: Omit<DeviceOperation, "number">, done: Job["done"]): () => boolean {
    const job: Job = { operation: { ...operation, number: this.#count++ }, done };
    this.#queue.push(job);
    this.#fillLanes();
    return () => {
      const index = this.#queue.indexOf(job);
      if (index !== -1) this.#queue.splice(index, 1);
      return index !== -1;
    };
  }

  #fillLanes(): void {
    while (this.#busy < this.#options.lanes) {
      const job = this.#queue.shift();
      if (job === undefined) return;
      this.#busy += 1;
      this.#time.setAlarm(this.#time.nowNs + this.#options.latencyNs(job.operation), () => {
        this.#busy -= 1;
        this.#fillLanes();
        job.done(this.#options.moves(job.operation));
      });
    }
  }
}
