/** The depots of one night, and how they are at a moment of it. The judge looks at the same ones. */

/** A shelf, or a depot with parts. Places go by their index in `Input.places`. */
export type Place =
  | { readonly kind: "shelf"; readonly name: string; readonly parcels: number; readonly answersMs: number }
  | { readonly kind: "depot"; readonly name: string; readonly parts: readonly number[] };

export interface Input {
  readonly places: readonly Place[];
  /** Where each stocktaking begins, all at 0 ms. */
  readonly stocktakings: readonly number[];
  /** Shelves that are put up. Never at a moment at which an answer comes. */
  readonly putUp: readonly { readonly atMs: number; readonly depot: number; readonly shelf: number }[];
  /** Every so many milliseconds one parcel more lies on each shelf whose counter works. */
  readonly parcelEveryMs: number;
}

/** Throws `RangeError` on places and indices that there are not. */
export class World {
  readonly #input: Input;
  readonly #nowMs: () => number;

  constructor(input: Input, nowMs: () => number) {
    this.#input = input;
    this.#nowMs = nowMs;
  }

  placeAt(place: number): Place {
    const found = this.#input.places[place];
    if (found !== undefined) return found;
    throw new RangeError(`there is no place ${place}: a place is what total was given, or what partAt returned`);
  }

  partsOf(depot: number): readonly number[] {
    const place = this.placeAt(depot);
    if (place.kind === "shelf") return [];
    const added = this.#input.putUp.filter((one) => one.depot === depot && one.atMs <= this.#nowMs());
    return [...place.parts, ...added.map(({ shelf }) => shelf)];
  }

  partAt(depot: number, index: number): number {
    const parts = this.partsOf(depot);
    const found = parts[index];
    if (found !== undefined) return found;
    throw new RangeError(`partAt(${this.placeAt(depot).name}, ${index}): it has ${parts.length} parts, counted from 0`);
  }

  /** What the counter of a shelf says now. */
  countOf(shelf: number): number {
    const place = this.placeAt(shelf);
    if (place.kind === "depot") throw new RangeError(`countOf(${place.name}): only shelves have counters`);
    if (place.parcels < 0) return place.parcels;
    return place.parcels + Math.floor(this.#nowMs() / this.#input.parcelEveryMs);
  }
}
