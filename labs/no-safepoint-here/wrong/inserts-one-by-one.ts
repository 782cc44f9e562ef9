// fails: it compares at most 1.3 · n · log₂ n times
// says: times

import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  const sorted: Parcel[] = [];
  for (let index = 0; index < parcels.length; index++) {
    const parcel = parcels[index]!;
    let at = sorted.length;
    while (at > 0 && compare(sorted[at - 1]!, parcel) > 0) at--;
    sorted.splice(at, 0, parcel);
  }
  return sorted;
}
