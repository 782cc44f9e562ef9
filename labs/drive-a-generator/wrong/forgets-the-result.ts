// fails: the caller goes on at the first wait, and hears of the result in the end
// says: undefined

// Resolves when the body is through, with nothing.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve();
        Promise.resolve(value).then(
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
