/** The legs of two parcels' ways, each with what its carrier takes, or with the legs that it is made of. */

/** A stretch of the way: one carrier's, or several legs in turn. */
export type Leg =
  | { readonly name: string; readonly cents: number; readonly answersMs: number }
  | { readonly name: string; readonly legs: readonly number[] };

export const TO_LYON = 0;
export const TO_MARSEILLE = 5;

// #region legs
export const LEGS: readonly Leg[] = [
  { name: "Ghent–Lyon", legs: [1, 2] },
  { name: "Ghent–Lille", cents: 310, answersMs: 40 },
  { name: "Lille–Lyon", legs: [3, 4] },
  { name: "Lille–Paris", cents: 420, answersMs: 60 },
  { name: "Paris–Lyon", cents: 480, answersMs: 30 },
  { name: "Antwerp–Marseille", legs: [6, 7] },
  { name: "Antwerp–Lille", cents: 350, answersMs: 30 },
  { name: "Lille–Marseille", legs: [3, 8] },
  { name: "Paris–Marseille", legs: [4, 9] },
  { name: "Lyon–Marseille", cents: 390, answersMs: 40 },
];
// #endregion

/** What `price` asks about the shape of a route: two of the three functions that it needs. */
export const shape = {
  legCount: (leg: number) => partsOf(leg).length,
  legAt: (leg: number, index: number) => partsOf(leg)[index]!,
};

function partsOf(number: number): readonly number[] {
  const leg = LEGS[number]!;
  return "legs" in leg ? leg.legs : [];
}

/** A leg that a carrier takes. Throws `RangeError` for one that is made of others. */
export function carriedLeg(number: number) {
  const leg = LEGS[number];
  if (leg !== undefined && "cents" in leg) return leg;
  throw new RangeError(`leg ${number} is nobody's: only a leg that a carrier takes has a tariff`);
}
