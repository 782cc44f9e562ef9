// fails: a rejection is thrown into the body where it waits
// says: nothing came

// Listens for results only. What is rejected never comes back, and the body waits for ever.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function goOn(settled?: unknown): void {
      try {
        const { done, value } = steps.next(settled);
        if (done) return resolve(value as T);
        Promise.resolve(value).then(goOn);
      } catch (error) {
        reject(error);
      }
    }
    goOn();
  });
}
