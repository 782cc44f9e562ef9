/** A pool is a queue: customers' transactions share the connections with some that hold on to theirs. Computed, not timed. */

/** PgBouncer's `default_pool_size`. */
export const POOL = 20;
/** One transaction comes each millisecond and holds its connection for ten. */
const EVERY_MS = 1;
const HOLD_MS = 10;
/** Background jobs begin after a second, and hold theirs for two. */
const JOBS_FROM_MS = 1_000;
const JOB_HOLDS_MS = 2_000;
const UNTIL_MS = 5_000;

/** A customer's transaction. */
export interface Served {
  readonly atMs: number;
  readonly waitedMs: number;
}

// #region queue
/** First come, first served: takes what is free first, and waits for it. */
function ask(freeFrom: number[], atMs: number, holdMs: number): Served {
  const soonest = freeFrom.indexOf(Math.min(...freeFrom));
  const begins = Math.max(atMs, freeFrom[soonest]!);
  freeFrom[soonest] = begins + holdMs;
  return { atMs, waitedMs: begins - atMs };
}

/** How long customers wait when so many jobs take a connection each. */
export function served(jobs: number): readonly Served[] {
  const freeFrom = new Array<number>(POOL).fill(0);
  const customers: Served[] = [];
  for (let atMs = 0; atMs < UNTIL_MS; atMs += EVERY_MS) {
    if (atMs === JOBS_FROM_MS) {
      for (let job = 0; job < jobs; job++) {
        ask(freeFrom, atMs, JOB_HOLDS_MS);
      }
    }
    customers.push(ask(freeFrom, atMs, HOLD_MS));
  }
  return customers;
}
// #endregion

/** The longest wait, and for how long after the jobs' end somebody still waits. */
export function aftermath(jobs: number): { readonly worstMs: number; readonly lastsMs: number } {
  const customers = served(jobs);
  const last = customers.findLast(({ waitedMs }) => waitedMs > 0);
  return {
    worstMs: Math.max(...customers.map(({ waitedMs }) => waitedMs)),
    lastsMs: Math.max(0, (last?.atMs ?? 0) - JOBS_FROM_MS - JOB_HOLDS_MS),
  };
}

if (import.meta.main) {
  console.log("jobs  longest wait  waits go on for");
  for (const jobs of [0, 8, 10, 12, 15]) {
    const { worstMs, lastsMs } = aftermath(jobs);
    console.log(`${`${jobs}`.padStart(4)} ${`${worstMs} ms`.padStart(13)} ${`${lastsMs} ms`.padStart(16)}`);
  }
}
