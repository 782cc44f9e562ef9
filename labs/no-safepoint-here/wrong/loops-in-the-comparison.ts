// fails: customers get a turn after every slice while the ranking computes
// says: comparisons without one

// The loop is in this file, but the engine calls it back: an ordinary call, which can't give way.
import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  return parcels.toSorted((a, b) => {
    let order = 0;
    for (let turn = 0; turn < 1; turn++) order = compare(a, b);
    return order;
  });
}
