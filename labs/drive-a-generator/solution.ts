/** A function that waits by `yield`: for a promise, or for anything else, as `await` does. */
export type Body<T> = () => Generator<unknown, T, unknown>;

/** Runs a body as if it were an async function. */
export function run<T>(body: Body<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();

  /** Goes on by one of the generator's doors, to its next `yield` or to its end. */
  function step(goOn: () => IteratorResult<unknown, T>): void {
    try {
      const { done, value } = goOn();
      if (done) return resolve(value);
      Promise.resolve(value).then(
        (settled) => step(() => steps.next(settled)),
        (reason) => step(() => steps.throw(reason)),
      );
    } catch (error) {
      reject(error);
    }
  }

  let steps: Generator<unknown, T, unknown>;
  step(() => {
    steps = body();
    return steps.next();
  });
  return promise;
}
