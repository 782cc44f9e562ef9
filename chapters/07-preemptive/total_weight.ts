/** A loop that is small enough to look at it compiled. */

export function totalWeight(parcels: readonly number[]): number {
  let grams = 0;
  for (const parcel of parcels) {
    grams += parcel;
  }
  return grams;
}
