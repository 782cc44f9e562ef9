// Small pieces go to the engine, which is quick at them; the loop around the pieces is ours.
import type { Compare, Parcel } from "../starter.ts";

const RUN = 32;

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  let runs: Parcel[][] = [];
  for (let start = 0; start < parcels.length; start += RUN) {
    runs.push(parcels.slice(start, start + RUN).sort(compare));
  }
  while (runs.length > 1) {
    const longer: Parcel[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(index + 1 < runs.length ? merge(runs[index]!, runs[index + 1]!, compare) : runs[index]!);
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function merge(left: readonly Parcel[], right: readonly Parcel[], compare: Compare): Parcel[] {
  const merged: Parcel[] = [];
  let taken = 0;
  for (let index = 0; index < left.length; index++) {
    while (taken < right.length && compare(left[index]!, right[taken]!) > 0) merged.push(right[taken++]!);
    merged.push(left[index]!);
  }
  while (taken < right.length) merged.push(right[taken++]!);
  return merged;
}
