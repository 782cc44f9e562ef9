/** Slots of a ring are numbered from 0; a head or tail that was not masked is the mistake that this finds. */

/** Throws `RangeError` when there is no such slot. */
export function checkSlot(call: string, slot: number, entries: number): void {
  if (Number.isInteger(slot) && slot >= 0 && slot < entries) return;
  throw new RangeError(
    `${call}: a ring of ${entries} has no slot ${slot}; heads and tails only grow, and their slot is count & mask`,
  );
}
