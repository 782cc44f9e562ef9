// fails: a parcel that has no way fails its own plan and no other
// says: whose error was it

// The work of a slice is itself a link of the chain of turns: when it throws, all links behind it reject.
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
    const left = [...parcelIds];
    while (left.length > 0) {
      await (this.#lastTurn = this.#lastTurn.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        const sliceEndsMs = this.#outside.now() + SLICE_MS;
        while (left.length > 0 && this.#outside.now() < sliceEndsMs) ways.push(this.#outside.route(left.shift()!));
      }));
    }
    return ways;
  }

}
