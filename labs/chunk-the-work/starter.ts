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

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** The ways of a depot's parcels, in the parcels' order. */
  async plan(parcelIds: readonly string[]): Promise<string[]> {
    const ways: string[] = [];
    for (const parcelId of parcelIds) ways.push(await this.#way(parcelId));
    return ways;
  }

  async #way(parcelId: string): Promise<string> {
    return await this.#outside.route(parcelId);
  }
}
