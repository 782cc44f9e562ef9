// fails: anything with a then method is waited for
// says: an object

// Asks whether it is a Promise. An object with a then method comes back as it is.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve(value as T);
        if (value instanceof Promise) {
          value.then((settled) => step(() => steps.next(settled)), (reason) => step(() => steps.throw(reason)));
        } else queueMicrotask(() => step(() => steps.next(value)));
      } catch (error) {
        reject(error);
      }
    }
    step(() => steps.next());
  });
}
