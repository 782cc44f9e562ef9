// fails: customers get a turn after every slice while the ranking computes
// says: comparisons without one

// A loop of ours around the engine's, but each piece is longer than a slice.
import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  const middle = parcels.length >> 1;
  const left = parcels.slice(0, middle).sort(compare);
  const right = parcels.slice(middle).sort(compare);
  const merged: Parcel[] = [];
  let from = 0;
  let to = 0;
  while (from < left.length && to < right.length) {
    if (compare(left[from]!, right[to]!) <= 0) merged.push(left[from++]!);
    else merged.push(right[to++]!);
  }
  return merged.concat(left.slice(from), right.slice(to));
}
