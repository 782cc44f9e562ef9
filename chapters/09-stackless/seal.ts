/** What a proof of delivery is sealed with. */

/** A number that stands for a photo, or for a signature. */
export function checksum(picture: Uint8Array): number {
  let sum = 0;
  for (const byte of picture) sum = (sum * 31 + byte) % 65_521;
  return sum;
}

/** The proof itself, in one line. */
export function seal(parcel: string, sum: number, signature: Uint8Array): string {
  return `${parcel} ${sum}/${checksum(signature)}`;
}
