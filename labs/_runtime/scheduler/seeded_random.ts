/** Any runnable task, by numbers from a seed: the same seed, the same choices. Finds orders that nobody thought of. */
import type { Policy } from "./policy.ts";
import type { Task } from "./task.ts";

/** An empty queue. Throws `RangeError` unless `seed` is a whole number. */
export function seededRandom(seed: number): Policy {
  if (!Number.isInteger(seed)) throw new RangeError(`seededRandom: seed is ${seed}; give a whole number`);
  const runnable: Task[] = [];
  let state = seed | 0;
  // Mulberry32, by Tommy Ettinger: 32 bits of state, well mixed.
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    get length() {
      return runnable.length;
    },
    enqueue: (task) => void runnable.push(task),
    next: () => runnable.length === 0 ? undefined : runnable.splice(Math.floor(random() * runnable.length), 1)[0],
  };
}
