// Two functions that call each other, and a loop without a count.
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
  return isShelf(place) ? shelfTotal(place) : depotTotal(place);
}

function shelfTotal(shelf: i32): i32 {
  const parcels = countOf(shelf);
  return parcels < 0 ? -1 : parcels;
}

function depotTotal(depot: i32): i32 {
  let sum = 0;
  let index = 0;
  while (true) {
    if (index >= partCount(depot)) break;
    const parcels = total(partAt(depot, index++));
    if (parcels == -1) return parcels;
    sum += parcels;
  }
  report(depot, sum);
  return sum;
}
