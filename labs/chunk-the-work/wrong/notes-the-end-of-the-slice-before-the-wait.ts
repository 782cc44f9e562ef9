// fails: a small plan does not wait for a large one
// says: Turns of the loop are handed out one by one

// While the plan waits for its turn the others use up its slice, and it gets one parcel done.
/** So long may plans hold the thread, all of them together, before customers get their turn. */
export const SLICE_MS = 10;

/** What the planner uses of the world. */
export interface Outside {
  /** Milliseconds since some moment. */
  now(): number;
  /** Works out the way of one parcel. Holds the thread for 0.2 to 5 ms, and throws when there is no way. */
  route(parcelId: string): string;
}

/** Plans for the depots. One planner serves all of them. */
export class RoutePlanner {
  readonly #outside: Outside;
  /** The turn of the loop that was given away last. */
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** The ways of a depot's parcels, in the parcels' order. */
  async plan(parcelIds: readonly string[]): Promise<string[]> {
    const ways: string[] = [];
    let sliceEndsMs = -Infinity;
    for (const parcelId of parcelIds) {
      if (this.#outside.now() >= sliceEndsMs) {
        sliceEndsMs = this.#outside.now() + SLICE_MS;
        await this.#nextTurn();
      }
      ways.push(this.#outside.route(parcelId));
    }
    return ways;
  }

  /** A turn of the loop that no other plan has: each begins when the one before it has begun. */
  #nextTurn(): Promise<void> {
    this.#lastTurn = this.#lastTurn.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
    return this.#lastTurn;
  }
}
