/** What calling a task's body has made: a coroutine to step through, a promise to wait for, or the result itself. */
import type { Coroutine } from "./task.ts";
import { wait } from "./wait.ts";

/** The steps that are to be taken; `null` when there are none, and `made` is the result. */
export function stepsOf(made: unknown): Coroutine<unknown> | null {
  if (isCoroutine(made)) return made;
  return isPromise(made) ? awaiting(made) : null;
}

function isCoroutine(made: unknown): made is Coroutine<unknown> {
  return typeof made === "object" && made !== null && "next" in made && "throw" in made && Symbol.iterator in made;
}

function isPromise(made: unknown): made is PromiseLike<unknown> {
  return typeof made === "object" && made !== null && "then" in made;
}

/** What an async function is to a scheduler: one wait. */
function* awaiting(promise: PromiseLike<unknown>): Coroutine<unknown> {
  return yield* wait(promise);
}
