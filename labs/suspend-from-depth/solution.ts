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
  if (isShelf(place)) {
    const parcels = countOf(place);
    return parcels < 0 ? -1 : parcels;
  }
  let sum = 0;
  // Asked anew each time: while a part was counted, another may have come.
  for (let index = 0; index < partCount(place); index++) {
    const parcels = total(partAt(place, index));
    if (parcels < 0) return -1;
    sum += parcels;
  }
  report(place, sum);
  return sum;
}
