/**
 * Sprints: how functions run with safe points at nearly full speed.
 *
 * A generator for each call costs seven times the call. So most functions get a third copy, an ordinary function that counts
 * down at its entry and in its loops. When it must give way, it does not yield, which an ordinary function cannot: it parks a
 * generator that holds the rest of its work, and returns. Its caller sees that something is parked, parks the rest of its own
 * work on top, and returns too, down to the first caller that is a generator, which goes on with what is parked:
 *
 *     function fib$fast(n) {
 *       if (n < 2) return n;
 *       if (--turns[0] < 0 && (turns[0] = look()) === 0) return park(fib$0(n));
 *       const a = fib$fast(n - 1);
 *       if (a === undefined && turns[1] === 1) return park(fib$1(takeUp(), n));
 *       …
 *     }
 *     function* fib$1(callee, n) { const a = yield* callee; … }
 *
 * How the real one differs. A runtime with its own stacks leaves the frames where they are and changes the stack pointer.
 * Here the frames are taken down and built up again, so giving way costs more the deeper the calls stand.
 */
import { turns } from "./safe_point.ts";

/** The rest of some function's work. */
export type Rest = Generator<unknown, unknown, unknown>;

let parked: Rest | null = null;

/** Leaves the rest of a function's work for its caller to find; what it returns is what the function then returns. */
export function park(rest: Rest): undefined {
  parked = rest;
  turns[1] = 1;
}

/** Takes up what was parked. Throws `TypeError` when there is nothing: compiled code asks only after `turns[1]` said so. */
export function takeUp(): Rest {
  if (parked === null) throw new TypeError("takeUp: no work is parked; look at turns[1] first");
  const rest = parked;
  parked = null;
  turns[1] = 0;
  return rest;
}
