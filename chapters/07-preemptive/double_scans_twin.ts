/**
 * The copy of `double_scans.ts` that can be stopped, written by hand in the plainest form. The book's compiler leaves out the
 * first two safe points, since the third is sure to come soon, and writes more text around that one to make it cheap.
 */
import { look, siteAt, twin } from "../../labs/_runtime/safepoints/mod.ts";
import { doubleScans, isDouble, type Scan } from "./double_scans.ts";

// #region twin
export function* doubleScansTwin(scans: readonly Scan[]) {
  let left = look();
  if (left === 0) {
    yield siteAt(9, 8);
    left = look();
  }
  let doubles = 0;
  for (let first = 0; first < scans.length; first++) {
    if (--left <= 0 && (left = look()) === 0) {
      yield siteAt(11, 3);
      left = look();
    }
    for (let second = first + 1; second < scans.length; second++) {
      if (--left <= 0 && (left = look()) === 0) {
        yield siteAt(12, 5);
        left = look();
      }
      if (isDouble(scans[first]!, scans[second]!)) doubles++;
    }
  }
  return doubles;
}

twin(doubleScans, doubleScansTwin);
// #endregion
