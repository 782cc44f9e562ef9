// fails: what the body does not catch rejects the promise, with that very error
// says: hears that it was rejected

// Guards the first step only, by the executor. What a later step throws is caught by the promise that then returns, and lost.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      const { done, value } = goOn();
      if (done) return resolve(value as T);
      Promise.resolve(value).then(
        (settled) => step(() => steps.next(settled)),
        (reason) => step(() => steps.throw(reason)),
      );
    }
    step(() => steps.next());
  });
}
