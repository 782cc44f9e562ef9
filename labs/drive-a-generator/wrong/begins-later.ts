// fails: the body begins at once
// says: goes on

// Puts the first step behind a promise as well.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
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
    Promise.resolve().then(() => step(() => steps.next()));
  });
}
