// fails: a wait for what is ready takes one turn of the microtask queue
// says: Count turns

// Makes a new promise around one that is a promise already: three turns of the microtask queue where await takes one.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve(value as T);
        new Promise((wrapped) => wrapped(value)).then(
          (settled) => step(() => steps.next(settled)),
          (reason) => step(() => steps.throw(reason)),
        );
      } catch (error) {
        reject(error);
      }
    }
    step(() => steps.next());
  });
}
