/** The parcels in the order in which vans should take them. */
export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  return parcels.toSorted(compare);
}

/** A parcel as dispatch sees it. */
export interface Parcel {
  readonly id: string;
  readonly due: number;
}

/** Below 0 when `a` goes first, above 0 when `b` does, 0 when it does not matter. */
export type Compare = (a: Parcel, b: Parcel) => number;
