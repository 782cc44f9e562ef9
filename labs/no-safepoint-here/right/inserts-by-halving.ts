// Binary insertion: few comparisons, each in a loop of our own.
import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  const sorted: Parcel[] = [];
  for (let index = 0; index < parcels.length; index++) {
    const parcel = parcels[index]!;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle]!, parcel) <= 0) low = middle + 1;
      else high = middle;
    }
    sorted.splice(low, 0, parcel);
  }
  return sorted;
}
