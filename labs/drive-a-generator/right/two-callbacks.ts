// One function for each of the generator's doors.
import type { Body } from "../starter.ts";

export function run<T>(body: Body<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const steps = body();

    function handle({ done, value }: IteratorResult<unknown, T>): void {
      if (done) resolve(value as T);
      else Promise.resolve(value).then(next, fail);
    }

    function next(settled: unknown): void {
      try {
        handle(steps.next(settled));
      } catch (error) {
        reject(error);
      }
    }

    function fail(reason: unknown): void {
      try {
        handle(steps.throw(reason));
      } catch (error) {
        reject(error);
      }
    }

    next(undefined);
  });
}
