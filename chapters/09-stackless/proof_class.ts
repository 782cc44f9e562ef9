/** The same coroutine as a class: what the book's compiler makes of `proof.ts`, with types, and with `next` alone of its three doors. */
import { checksum, seal } from "./seal.ts";

// #region class
export class Proof {
  resumeId = 0;
  parcel: string;
  sum: number | undefined;

  constructor(parcel: string) {
    this.parcel = parcel;
  }

  next(sent?: Uint8Array): { value: string | undefined; done: boolean } {
    const at = this.resumeId;
    this.resumeId = -1; // ended, unless it suspends again
    switch (at) {
      case 0: // the beginning
        this.resumeId = 1;
        return { value: "photo", done: false };
      case 1: { // after the first yield
        const photo = sent!;
        this.sum = checksum(photo);
        this.resumeId = 2;
        return { value: "signature", done: false };
      }
      case 2: // after the second
        return { value: seal(this.parcel, this.sum!, sent!), done: true };
      default: // it has ended
        return { value: undefined, done: true };
    }
  }
}
// #endregion
