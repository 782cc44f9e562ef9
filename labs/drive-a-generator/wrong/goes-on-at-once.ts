// fails: each yield gives way, also for what is ready
// says: goes on

// Waits for promises only, and hands a plain value straight back.
import type { Body } from "../starter.ts";

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve(value as T);
        if (!isThenable(value)) return step(() => steps.next(value));
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
