import { setImmediate } from "node:timers";

/** So long may plans hold the thread, all of them together, before customers get their turn. */
export const SLICE_MS = 10;

/** What the planner uses of the world. */
export interface Outside {
  /** Milliseconds since some moment. */
  now(): number;
  /** Works out the way of one parcel. Holds the thread for 0.2 to 5 ms, and throws when there is no way. */
  route(parcelId: string): string;
}

/** Who waits for a turn stands in a list; one of them is let in each time the loop comes by. */
export class RoutePlanner {
  readonly #outside: Outside;
  readonly #waiting: (() => void)[] = [];

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  plan(parcelIds: readonly string[]): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const ways: string[] = [];
      const slice = () => {
        const startMs = this.#outside.now();
        try {
          while (ways.length < parcelIds.length) {
            if (this.#outside.now() - startMs >= SLICE_MS) return this.#enter(slice);
            ways.push(this.#outside.route(parcelIds[ways.length]!));
          }
          resolve(ways);
        } catch (error) {
          reject(error);
        }
      };
      this.#enter(slice);
    });
  }

  #enter(slice: () => void): void {
    this.#waiting.push(slice);
    if (this.#waiting.length === 1) setImmediate(() => this.#letOneIn());
  }

  #letOneIn(): void {
    const slice = this.#waiting[0]!;
    slice();
    this.#waiting.shift();
    if (this.#waiting.length > 0) setImmediate(() => this.#letOneIn());
  }
}
