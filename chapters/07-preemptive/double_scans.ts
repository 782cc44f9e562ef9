/** A report that somebody asked for: which parcels were scanned twice within five minutes? */

export interface Scan {
  readonly parcel: number;
  readonly minute: number;
}

// #region plain
export function doubleScans(scans: readonly Scan[]): number {
  let doubles = 0;
  for (let first = 0; first < scans.length; first++) {
    for (let second = first + 1; second < scans.length; second++) {
      if (isDouble(scans[first]!, scans[second]!)) doubles++;
    }
  }
  return doubles;
}

export function isDouble(one: Scan, two: Scan): boolean {
  return one.parcel === two.parcel && Math.abs(one.minute - two.minute) < 5;
}
// #endregion

/** What the scanners of a depot send in a day: a hundred scans a minute, every tenth of them a double. */
export function scansOfADay(count: number): Scan[] {
  return Array.from({ length: count }, (_, index) => ({
    parcel: index % 10 === 9 ? index - 1 : index,
    minute: Math.floor(index / 100),
  }));
}
