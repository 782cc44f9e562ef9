/** A function that waits by `yield`: for a promise, or for anything else, as `await` does. */
export type Body<T> = () => Generator<unknown, T, unknown>;

/** Runs a body as if it were an async function. */
export function run<T>(body: Body<T>): Promise<T> {
  const steps = body();
  let step = steps.next();
  while (!step.done) step = steps.next(step.value);
  return Promise.resolve(step.value);
}
