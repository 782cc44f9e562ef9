/** Ending a task's code where it stands, as the run ends. */
import type { Coroutine } from "./task.ts";

/** Steps that a task's `finally` blocks may take between two waits. */
const MOST_STEPS = 10_000;

/**
 * Throws `cancelled` into the code until it ends: at once, and again wherever it then waits, since nobody will wake it.
 *
 * Returns what the code threw in the end. Code that catches everything and goes on for ever is left where it is.
 */
export function unwind(steps: Coroutine<unknown>, cancelled: Error): unknown {
  try {
    let step = steps.throw(cancelled);
    for (let count = 0; !step.done && count < MOST_STEPS; count++) {
      step = typeof step.value === "object" ? steps.throw(cancelled) : steps.next();
    }
  } catch (error) {
    return error;
  }
  return cancelled;
}
