// Merge sort by recursion: entries and loop heads of both functions are safe points.
import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  if (parcels.length < 2) return parcels.slice();
  const middle = parcels.length >> 1;
  const left = rank(parcels.slice(0, middle), compare);
  const right = rank(parcels.slice(middle), compare);
  return merge(left, right, compare);
}

function merge(left: readonly Parcel[], right: readonly Parcel[], compare: Compare): Parcel[] {
  const merged: Parcel[] = [];
  let from = 0;
  let to = 0;
  while (from < left.length && to < right.length) {
    if (compare(left[from]!, right[to]!) <= 0) merged.push(left[from++]!);
    else merged.push(right[to++]!);
  }
  return merged.concat(left.slice(from), right.slice(to));
}
