/** A queue that always has something in it, two ways to take from it, and who else gets a turn meanwhile. */
import { runTasks, type Steps } from "./run_tasks.ts";

const SCANS = 100_000;
const BUDGET = 128;

// #region receive
/** Waits only while the queue is empty. It never is. */
function* receive<T>(queue: T[]): Generator<void, T> {
  while (queue.length === 0) yield;
  return queue.pop()!;
}

/** The same, and a turn for others after `BUDGET` items that were ready. */
function budgeted() {
  let left = BUDGET;
  return function* <T>(queue: T[]): Generator<void, T> {
    if (left-- === 0) {
      left = BUDGET - 1;
      yield;
    }
    return yield* receive(queue);
  };
}
// #endregion

type Receive = <T>(queue: T[]) => Generator<void, T>;

/** How many turns another task got while 100,000 scans were taken. */
export function turnsOfOthers(take: Receive): number {
  const queue = Array.from({ length: SCANS }, (_, index) => index);
  let working = true;
  let turns = 0;

  function* sorter(): Steps {
    for (let scan = 0; scan < SCANS; scan++) yield* take(queue);
    working = false;
  }

  function* healthCheck(): Steps {
    while (working) {
      turns++;
      yield;
    }
  }

  runTasks([sorter(), healthCheck()]);
  return turns;
}

if (import.meta.main) {
  // #region shown
  const without = turnsOfOthers(receive);
  const withOne = turnsOfOthers(budgeted());
  console.log("without a budget:", without, "turns for the health check");
  console.log("with a budget:   ", withOne, "turns for the health check");
  // #endregion
}
