/** The parcels in the order in which vans should take them: merge sort, whose loops have safe points. */
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
        // Of equals the left one: it came first.
        const takeRight = compare(sorted[left]!, sorted[right]!) > 0;
        merged.push(sorted[takeRight ? right++ : left++]!);
      }
      while (left < middle) merged.push(sorted[left++]!);
      while (right < end) merged.push(sorted[right++]!);
    }
    sorted = merged;
  }
  return sorted;
}

/** A parcel as dispatch sees it. */
export interface Parcel {
  readonly id: string;
  readonly due: number;
}

/** Below 0 when `a` goes first, above 0 when `b` does, 0 when it does not matter. */
export type Compare = (a: Parcel, b: Parcel) => number;
