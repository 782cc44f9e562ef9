/** How much one learner, and one address, may ask for: one table of numbers, with their reasons. */
import { HttpError } from "./http_error.ts";

/** A bucket of `burst` requests that refills at `perSecond`. */
interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Requests over time. An address may be a whole classroom, hence its larger numbers. */
const RATES = {
  // Re-running is the point of a lab; faster than this nobody reads the outcome.
  runsPerLearner: { burst: 30, perSecond: 1 },
  runsPerAddress: { burst: 120, perSecond: 10 },
  // Autosave writes about once in two seconds in each tab.
  writesPerLearner: { burst: 120, perSecond: 10 },
  writesPerAddress: { burst: 1_200, perSecond: 100 },
  // A class that opens the book together; each costs a row for good.
  newLearnersPerAddress: { burst: 60, perSecond: 0.1 },
  // A phrase has 120 bits: this only keeps the log and the database quiet.
  recoveriesPerAddress: { burst: 10, perSecond: 0.1 },
  // An import may rewrite everything that a learner has.
  importsPerLearner: { burst: 5, perSecond: 0.05 },
} as const satisfies Record<string, Rate>;

/** Things open at the same moment. */
const OPEN = {
  // One run and one waiting in each of two tabs.
  streamsPerLearner: 4,
  streamsPerAddress: 32,
} as const;

/** Buckets that are remembered at most: beyond it the ones unused for longest start full again. */
const MAX_BUCKETS = 50_000;

/** Keeps the counts. One for each running server. */
export class Limits {
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, { left: number; atMs: number }>();
  readonly #open = new Map<string, number>();

  /** `nowMs` is any clock that does not go back. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Counts one request of `who`; throws 429 with `Retry-After` when the bucket is empty. */
  spend(name: keyof typeof RATES, who: string): void {
    const { burst, perSecond } = RATES[name];
    const key = `${name} ${who}`;
    const nowMs = this.#nowMs();
    const bucket = this.#buckets.get(key) ?? { left: burst, atMs: nowMs };
    const left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) / 1_000) * perSecond);
    // Set anew each time, so that the map's order is by last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, atMs: nowMs });
    this.#forgetOldest();
    if (left >= 1) return;
    throw tooMany(
      Math.ceil((1 - left) / perSecond),
      "These requests come faster than they are taken: pause for a moment.",
    );
  }

  /** Counts something as open until it is disposed of; throws 429 when too many are. */
  open(name: keyof typeof OPEN, who: string): Disposable {
    const key = `${name} ${who}`;
    const before = this.#open.get(key) ?? 0;
    if (before >= OPEN[name]) throw tooMany(5, `${before} runs are open already: stop one, or wait for it to end.`);
    this.#open.set(key, before + 1);
    let closed = false;
    return {
      [Symbol.dispose]: () => {
        if (closed) return;
        closed = true;
        const left = (this.#open.get(key) ?? 1) - 1;
        if (left === 0) this.#open.delete(key);
        else this.#open.set(key, left);
      },
    };
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= MAX_BUCKETS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** 429. The sentence leaves the time to `Retry-After`, from which the page makes a sentence of its own. */
export function tooMany(retryAfterSeconds: number, message: string): HttpError {
  return new HttpError("TooManyRequests", message, { headers: { "retry-after": String(retryAfterSeconds) } });
}
