/** When a request is answered that needs some computing itself, among reports that always have something to compute. */

// #region asked
const REPORTS = 9;
const SLICE_MS = 10;
const REQUEST_MS = 25;
// #endregion

let nowMs = 0;
for (let leftMs = REQUEST_MS; leftMs > 0; leftMs -= SLICE_MS) {
  nowMs += REPORTS * SLICE_MS; // it stands at the end of the queue
  nowMs += Math.min(leftMs, SLICE_MS);
}
console.log(nowMs);
