/** A proof of delivery: one coroutine, as a generator. */
import { checksum, seal } from "./seal.ts";

/** Asks for a picture by its name, is sent the picture, and returns the proof. */
export type Asks = Generator<string, string, Uint8Array>;

// #region generator
export function* proof(parcel: string): Asks {
  const photo = yield "photo";
  const sum = checksum(photo);
  const signature = yield "signature";
  return seal(parcel, sum, signature);
}
// #endregion
