/**
 * Who runs, who waits and who is refused: the rules of the queue without its doing. It starts nothing and reads no clock.
 *
 * A learner, known by a key, has one run going and one waiting. So serving those who wait in the order in which they came,
 * past those whose other run is still going, gives every learner one turn before anyone's second.
 */

/** Where a run stands after it has asked. */
export type Place =
  | { readonly state: "waiting"; readonly position: number }
  | {
    readonly state: "refused";
    readonly because: "queue-full" | "own-turn-taken";
    readonly retryAfterSeconds: number;
  };

/** A run that waits, and how many will start before it, plus one. */
export interface Position {
  readonly runId: string;
  readonly position: number;
}

/** How large the queue is. */
export interface QueueOptions {
  /** Runs at once. */
  readonly slots: number;
  /** Waiting runs in all. */
  readonly length: number;
}

interface Entry {
  readonly runId: string;
  readonly key: string;
}

/** What a run is taken to need before any has been seen, milliseconds. */
const FIRST_GUESS_MS = 2_000;

/** How many of the latest durations the estimate is the mean of. */
const REMEMBERED = 20;

/** The state machine. After `enter` and `leave`, call `next` until it returns `null`. */
export class RunQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Entry[] = [];
  readonly #running = new Map<string, Entry & { readonly startedMs: number }>();
  readonly #durationsMs: number[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Asks for a turn. A run that is not refused waits, if only until `next` is called. */
  enter(runId: string, key: string): Place {
    const own = this.#waiting.findIndex((entry) => entry.key === key);
    if (own !== -1) return this.#refusal("own-turn-taken", own + 1);
    const startsNow = this.#running.size < this.#options.slots && !this.#hasRunning(key);
    if (!startsNow && this.#waiting.length >= this.#options.length) {
      return this.#refusal("queue-full", this.#waiting.length + 1);
    }
    this.#waiting.push({ runId, key });
    return { state: "waiting", position: this.#waiting.length };
  }

  /** The run whose turn it is, now counted as running; `null` when none can start. */
  next(nowMs: number): string | null {
    if (this.#running.size >= this.#options.slots) return null;
    const index = this.#waiting.findIndex((entry) => !this.#hasRunning(entry.key));
    const [entry] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (entry === undefined) return null;
    this.#running.set(entry.runId, { ...entry, startedMs: nowMs });
    return entry.runId;
  }

  /** A run has ended, or its learner no longer waits. */
  leave(runId: string, nowMs: number): void {
    const waiting = this.#waiting.findIndex((entry) => entry.runId === runId);
    if (waiting !== -1) this.#waiting.splice(waiting, 1);
    const running = this.#running.get(runId);
    if (running === undefined) return;
    this.#running.delete(runId);
    this.#durationsMs.push(nowMs - running.startedMs);
    if (this.#durationsMs.length > REMEMBERED) this.#durationsMs.shift();
  }

  /** Everyone who waits, in order. */
  positions(): readonly Position[] {
    return this.#waiting.map(({ runId }, index) => ({ runId, position: index + 1 }));
  }

  #hasRunning(key: string): boolean {
    return this.#running.values().some((entry) => entry.key === key);
  }

  /** An honest time: until `places` more runs have ended, at the pace of the latest. */
  #refusal(because: "queue-full" | "own-turn-taken", places: number): Place {
    const sum = this.#durationsMs.reduce((total, each) => total + each, 0);
    const meanMs = this.#durationsMs.length === 0 ? FIRST_GUESS_MS : sum / this.#durationsMs.length;
    const retryAfterSeconds = Math.max(1, Math.ceil(places * meanMs / this.#options.slots / 1_000));
    return { state: "refused", because, retryAfterSeconds };
  }
}
