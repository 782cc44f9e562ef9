/** What the frame of `proofOfPieces` has to hold; its blocks are cut by hand. */
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

/** Where it begins, and where it is resumed. */
export const SUSPENDED = ["beginning", "photo", "signature"] as const;

/** How many variables are alive at one of them at least. */
export function fieldCount(): number {
  const alive = aliveAtStart(blocks);
  return new Set(SUSPENDED.flatMap((name) => [...alive.get(name)!])).size;
}

if (import.meta.main) {
  // #region shown
  const alive = aliveAtStart(blocks);
  for (const resumed of SUSPENDED) {
    const fields = [...alive.get(resumed)!].sort();
    console.log(resumed.padEnd(10), fields.join(", "));
  }
  // #endregion
}
