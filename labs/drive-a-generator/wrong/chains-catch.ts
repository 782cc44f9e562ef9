// fails: a wait for what is ready takes one turn of the microtask queue
// says: Count turns

// then(…).catch(…) in place of then(…, …): a rejection passes through one more promise on its way, so the body hears of it one turn late.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function step(goOn: () => IteratorResult<unknown, T>): void {
      try {
        const { done, value } = goOn();
        if (done) return resolve(value as T);
        Promise.resolve(value)
          .then((settled) => step(() => steps.next(settled)))
          .catch((reason) => step(() => steps.throw(reason)));
      } catch (error) {
        reject(error);
      }
    }
    step(() => steps.next());
  });
}
