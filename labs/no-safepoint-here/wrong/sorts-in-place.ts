// fails: the parcels that were given stay as they are
// says: changed

import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  const sorted = parcels as Parcel[];
  for (let index = 1; index < sorted.length; index++) {
    const parcel = sorted[index]!;
    let low = 0;
    let high = index;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle]!, parcel) <= 0) low = middle + 1;
      else high = middle;
    }
    sorted.copyWithin(low + 1, low, index);
    sorted[low] = parcel;
  }
  return sorted;
}
