/** What a ring of either kernel refuses: a slot that it has not, since a head or tail was not masked, and a word that is none. */

/** Throws `RangeError` when there is no such slot. */
export function checkSlot(call: string, slot: number, entries: number): void {
  if (Number.isInteger(slot) && slot >= 0 && slot < entries) return;
  throw new RangeError(
    `${call}: a ring of ${entries} has no slot ${slot}; heads and tails only grow, and their slot is count & mask`,
  );
}

/** Throws `RangeError` for a word that is no whole number. */
export function checkWord({ userData }: { readonly userData: number }): void {
  if (Number.isSafeInteger(userData) && userData >= 0) return;
  throw new RangeError(`fill: userData is ${userData}; give a whole number from 0 to 2^53 - 1`);
}
