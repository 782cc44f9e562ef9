/** So long may plans hold the thread, all of them together, before customers get their turn. */
export const SLICE_MS = 10;

/** What the planner uses of the world. */
export interface Outside {
  /** Milliseconds since some moment. */
  now(): number;
  /** Works out the way of one parcel. Holds the thread for 0.2 to 5 ms, and throws when there is no way. */
  route(parcelId: string): string;
}

/** Plans are generators, one step a parcel; a single loop goes round them, parcel by parcel, and counts the time of all. */
export class RoutePlanner {
  readonly #outside: Outside;
  #jobs: Job[] = [];
  #running = false;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  plan(parcelIds: readonly string[]): Promise<string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    this.#jobs.push({ steps: this.#steps(parcelIds), resolve, reject });
    if (!this.#running) this.#run();
    return promise;
  }

  *#steps(parcelIds: readonly string[]): Generator<void, string[], void> {
    const ways: string[] = [];
    for (const parcelId of parcelIds) {
      ways.push(this.#outside.route(parcelId));
      yield;
    }
    return ways;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#jobs.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const endMs = this.#outside.now() + SLICE_MS;
      while (this.#jobs.length > 0 && this.#outside.now() < endMs) this.#step(this.#jobs.shift()!);
    }
    this.#running = false;
  }

  #step(job: Job): void {
    try {
      const { done, value } = job.steps.next();
      if (done) job.resolve(value);
      else this.#jobs.push(job);
    } catch (error) {
      job.reject(error);
    }
  }
}

interface Job {
  readonly steps: Generator<void, string[], void>;
  readonly resolve: (ways: string[]) => void;
  readonly reject: (reason: unknown) => void;
}
