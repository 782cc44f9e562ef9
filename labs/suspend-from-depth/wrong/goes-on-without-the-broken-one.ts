// fails: a broken counter ends its stocktaking, and no other
// says: asks

// Leaves a broken counter out of the sum.
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

/** How many parcels lie at a place; -1 if a counter is broken. */
export function total(place: i32): i32 {
  if (isShelf(place)) return countOf(place);
  let sum = 0;
  for (let index = 0; index < partCount(place); index++) {
    const parcels = total(partAt(place, index));
    if (parcels > 0) sum += parcels;
  }
  report(place, sum);
  return sum;
}
