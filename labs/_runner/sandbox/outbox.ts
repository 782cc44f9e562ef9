/**
 * What a run has to say, between the process that says it and a listener who may be slow, or gone.
 *
 * Text is gathered and leaves in batches, so many a second at most. Frames, and what the runner itself says, leave at once;
 * they keep their order, and text keeps its own. What waits here is bounded: a pump awaits `room` and meanwhile does not
 * read, so the process blocks on its full pipe.
 */
import { RUNNER_LIMITS } from "../limits.ts";
import type { RunnerEvent } from "../protocol.ts";
import type { Clock } from "./clock.ts";

/** Characters that may wait before pumps have to. */
const ROOM = 65_536;
const BATCH_INTERVAL_MS = 1_000 / RUNNER_LIMITS.batchesPerSecond;

/** The two kinds of text. */
export type TextStream = "stdout" | "stderr";

/** An event and what it counts against the room. */
interface Weighed {
  readonly event: RunnerEvent;
  readonly length: number;
}

/** A queue with one reader. */
export class Outbox {
  readonly #clock: Clock;
  readonly #events: Weighed[] = [];
  /** Text of the next batch. */
  readonly #batch = { stdout: "", stderr: "" };
  #waitingLength = 0;
  #lastBatchAt = -Infinity;
  #closed = false;
  #failure: Error | null = null;
  #unbounded = false;
  #wakeReader: () => void = () => {};
  #wakeWriters: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds text. */
  pushText(stream: TextStream, text: string): void {
    if (text === "") return;
    this.#batch[stream] += text;
    this.#waitingLength += text.length;
    this.#wakeReader();
  }

  /** Adds an event that is not text; it counts `length` characters against the room. */
  push(event: RunnerEvent, length = 0): void {
    // A place in the queue replaces the one that nobody has heard yet.
    if (event.type === "queued" && this.#events.at(-1)?.event.type === "queued") this.#events.pop();
    this.#events.push({ event, length });
    this.#waitingLength += length;
    this.#wakeReader();
  }

  /** Adds the last event, after all text. */
  close(last: RunnerEvent): void {
    this.#releaseBatch();
    this.#closed = true;
    this.push(last);
    this.unbind();
  }

  /** The runner itself has broken: the reader gets the error, after what came before. */
  fail(error: Error): void {
    this.#failure = error;
    this.#closed = true;
    this.#wakeReader();
    this.unbind();
  }

  /** Returns when less than the bound waits. */
  async room(): Promise<void> {
    while (this.#waitingLength >= ROOM && !this.#unbounded) {
      await new Promise<void>((wake) => this.#wakeWriters.push(wake));
    }
  }

  /** Lifts the bound: the process is dead, and what is left of its output is no more than its pipes held. */
  unbind(): void {
    this.#unbounded = true;
    this.#letWritersLook();
  }

  /** Yields events until the last. */
  async *[Symbol.asyncIterator](): AsyncGenerator<RunnerEvent, void> {
    while (true) {
      const next = this.#events.shift();
      if (next !== undefined) {
        this.#waitingLength -= next.length;
        this.#letWritersLook();
        yield next.event;
      } else if (this.#closed) {
        if (this.#failure !== null) throw this.#failure;
        return;
      } else if (this.#batch.stdout !== "" || this.#batch.stderr !== "") {
        await this.#batchDue();
      } else {
        await new Promise<void>((wake) => this.#wakeReader = wake);
      }
    }
  }

  /** Makes the batch an event when its time has come; returns early for an event that does not wait. */
  async #batchDue(): Promise<void> {
    const waitMs = this.#lastBatchAt + BATCH_INTERVAL_MS - this.#clock.now();
    if (waitMs <= 0) return this.#releaseBatch();
    await new Promise<void>((wake) => {
      const alarm = this.#clock.after(waitMs, wake);
      this.#wakeReader = () => {
        if (this.#events.length === 0) return;
        alarm[Symbol.dispose]();
        wake();
      };
    });
  }

  #releaseBatch(): void {
    for (const type of ["stdout", "stderr"] as const) {
      const text = this.#batch[type];
      if (text !== "") this.#events.push({ event: { type, text }, length: text.length });
      this.#batch[type] = "";
    }
    this.#lastBatchAt = this.#clock.now();
  }

  #letWritersLook(): void {
    const waiting = this.#wakeWriters;
    this.#wakeWriters = [];
    for (const wake of waiting) wake();
  }
}
