// fails: what the body does not catch rejects the promise, with that very error
// says: thrown at it

// Takes the first step outside of any promise: what it throws hits the caller.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  const steps = body();
  const first = steps.next();
  return new Promise((resolve, reject) => {
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve(value as T);
        Promise.resolve(value).then(
          (settled) => step(() => steps.next(settled)),
          (reason) => step(() => steps.throw(reason)),
        );
      } catch (error) {
        reject(error);
      }
    }
    step(() => first);
  });
}
