// A driver as an object, with the name of the door as an argument, as the helpers of TypeScript and Babel have it.
import type { Body } from "../starter.ts";

class Driver<T> {
  readonly promise: Promise<T>;
  #steps: Generator<unknown, T, unknown> | null = null;
  #resolve!: (value: T | PromiseLike<T>) => void;
  #reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  begin(body: Body<T>): void {
    try {
      this.#steps = body();
    } catch (error) {
      this.#reject(error);
      return;
    }
    this.step("next", undefined);
  }

  step(door: "next" | "throw", value: unknown): void {
    let made: IteratorResult<unknown, T>;
    try {
      made = this.#steps![door](value);
    } catch (error) {
      this.#reject(error);
      return;
    }
    if (made.done) this.#resolve(made.value);
    else {Promise.resolve(made.value).then((settled) =>
        this.step("next", settled), (error) =>
        this.step("throw", error));}
  }
}

export function run<T>(body: Body<T>): Promise<T> {
  const driver = new Driver<T>();
  driver.begin(body);
  return driver.promise;
}
