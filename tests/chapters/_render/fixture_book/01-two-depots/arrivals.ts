/** Two depots, and the scans that they send. */
import { type Scan, sent } from "./sent.ts";

// #region sort
function inOrder(scans: readonly Scan[]): Scan[] {
  // #region compare
  return scans.toSorted((a, b) => a.at - b.at);
  // #endregion
}

for (const { depot, at } of inOrder(sent)) console.log(depot, at);
// #endregion
