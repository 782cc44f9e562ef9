// fails: a rejection is thrown into the body where it waits
// says: caught

// Takes every rejection for the end: the body, with its catch and its finally, is left standing at the yield.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = body();
    function goOn(settled?: unknown): void {
      try {
        const { done, value } = steps.next(settled);
        if (done) return resolve(value as T);
        Promise.resolve(value).then(goOn, reject);
      } catch (error) {
        reject(error);
      }
    }
    goOn();
  });
}
