// fails: what is waited for comes back as its value, not as a promise
// says: promise

// Collects what the body yields and waits for all of it at the end.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  const steps = body();
  const waits: unknown[] = [];
  let step = steps.next();
  while (!step.done) {
    waits.push(step.value);
    step = steps.next(Promise.resolve(step.value));
  }
  const { value } = step;
  return Promise.all(waits).then(() => value);
}
