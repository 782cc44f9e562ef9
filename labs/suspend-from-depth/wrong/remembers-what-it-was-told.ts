// fails: stocktakings at the same time do not mix
// says: asks

// Asks no shelf twice, whoever asks and whenever: what was right for one stocktaking is old for the next.
/** Whether a place is a shelf. If not, it is a depot. */
declare function isShelf(place: i32): bool;
/** How many parts a depot has at this moment. */
declare function partCount(depot: i32): i32;
/** One of them, counted from 0. */
declare function partAt(depot: i32, index: i32): i32;
/** Asks a shelf's counter how many parcels there are: below 0 if it is broken. Takes its time. */
declare function countOf(shelf: i32): i32;
/** Says how many parcels lie in a depot. */
declare function report(depot: i32, parcels: i32): void;

const known = new Map<i32, i32>();

/** How many parcels lie at a place; -1 if a counter is broken. */
export function total(place: i32): i32 {
  if (isShelf(place)) {
    if (!known.has(place)) known.set(place, countOf(place));
    const parcels = known.get(place)!;
    return parcels < 0 ? -1 : parcels;
  }
  let sum = 0;
  for (let index = 0; index < partCount(place); index++) {
    const parcels = total(partAt(place, index));
    if (parcels < 0) return -1;
    sum += parcels;
  }
  report(place, sum);
  return sum;
}
