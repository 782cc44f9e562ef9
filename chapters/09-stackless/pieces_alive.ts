/** What the frame of `proofOfPieces` has to hold; its blocks are cut by hand. The last line is the number of its fields. */
import { aliveAtStart, type Blocks } from "./alive.ts";

// #region blocks
/** Those after a yield begin with the name of what was sent. */
export const blocks: Blocks = {
  beginning: { reads: [], writes: ["sum", "piece"], next: ["head"] },
  head: { reads: ["piece", "pieces"], writes: [], next: ["body", "after"] },
  body: { reads: ["piece"], writes: [], next: ["photo"] },
  photo: {
    reads: ["sum", "piece"],
    writes: ["photo", "sum", "piece"],
    next: ["head"],
  },
  after: { reads: [], writes: [], next: ["signature"] },
  signature: { reads: ["parcel", "sum"], writes: ["signature"], next: [] },
};
// #endregion

// #region shown
const alive = aliveAtStart(blocks);
for (const resumed of ["beginning", "photo", "signature"]) {
  const fields = [...alive.get(resumed)!].sort();
  console.log(resumed.padEnd(10), fields.join(", "));
}
// #endregion
console.log(new Set(["beginning", "photo", "signature"].flatMap((name) => [...alive.get(name)!])).size);
