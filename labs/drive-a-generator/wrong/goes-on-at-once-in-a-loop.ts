// fails: each yield gives way, also for what is ready
// says: goes on

// Plain values are handed back in a loop: the stack stays flat, and nobody else gets a turn.
import type { Body } from "../starter.ts";

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        let made = goOn();
        while (!made.done && !isThenable(made.value)) made = steps.next(made.value);
        if (made.done) return resolve(made.value);
        Promise.resolve(made.value).then(
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
