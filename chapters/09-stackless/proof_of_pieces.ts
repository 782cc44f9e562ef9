/** A delivery of several pieces: a photo of each, then one signature. Prints how many variables its frame has to hold. */
import { fieldCount } from "./pieces_alive.ts";
import type { Asks } from "./proof.ts";
import { checksum, seal } from "./seal.ts";

// #region generator
export function* proofOfPieces(parcel: string, pieces: number): Asks {
  let sum = 0;
  let piece = 1;
  while (piece <= pieces) {
    const photo = yield `photo ${piece}`;
    sum += checksum(photo);
    piece += 1;
  }
  const signature = yield "signature";
  return seal(parcel, sum, signature);
}
// #endregion

if (import.meta.main) console.log(fieldCount());
