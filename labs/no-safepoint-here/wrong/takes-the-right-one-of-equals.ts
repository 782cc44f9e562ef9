// fails: parcels that compare equal keep their order
// says: came first

import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  let sorted = [...parcels];
  for (let run = 1; run < sorted.length; run *= 2) {
    const merged: Parcel[] = [];
    for (let start = 0; start < sorted.length; start += 2 * run) {
      const middle = Math.min(start + run, sorted.length);
      const end = Math.min(start + 2 * run, sorted.length);
      let left = start;
      let right = middle;
      while (left < middle && right < end) {
        merged.push(compare(sorted[left]!, sorted[right]!) < 0 ? sorted[left++]! : sorted[right++]!);
      }
      while (left < middle) merged.push(sorted[left++]!);
      while (right < end) merged.push(sorted[right++]!);
    }
    sorted = merged;
  }
  return sorted;
}
