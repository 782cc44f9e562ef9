// fails: the ranking is in order and complete
// says: parcels

// Merges pairs of runs, and forgets the run that has no partner.
import type { Compare, Parcel } from "../starter.ts";

export function rank(parcels: readonly Parcel[], compare: Compare): Parcel[] {
  let runs: Parcel[][] = [];
  for (let index = 0; index < parcels.length; index++) runs.push([parcels[index]!]);
  while (runs.length > 1) {
    const longer: Parcel[][] = [];
    for (let index = 0; index + 1 < runs.length; index += 2) {
      const [left, right] = [runs[index]!, runs[index + 1]!];
      const merged: Parcel[] = [];
      let from = 0;
      let to = 0;
      while (from < left.length && to < right.length) {
        merged.push(compare(left[from]!, right[to]!) <= 0 ? left[from++]! : right[to++]!);
      }
      longer.push(merged.concat(left.slice(from), right.slice(to)));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}
