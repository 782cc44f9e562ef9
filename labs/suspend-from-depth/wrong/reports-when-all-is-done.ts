// fails: each depot is reported as soon as its total is known
// says: reports

// Keeps the reports until it has come to the whole total.
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
  const depots: i32[] = [];
  const sums: i32[] = [];
  const sum = walk(place, depots, sums);
  if (sum >= 0) for (let index = 0; index < depots.length; index++) report(depots[index]!, sums[index]!);
  return sum;
}

function walk(place: i32, depots: i32[], sums: i32[]): i32 {
  if (isShelf(place)) {
    const parcels = countOf(place);
    return parcels < 0 ? -1 : parcels;
  }
  let sum = 0;
  for (let index = 0; index < partCount(place); index++) {
    const parcels = walk(partAt(place, index), depots, sums);
    if (parcels < 0) return -1;
    sum += parcels;
  }
  depots.push(place);
  sums.push(sum);
  return sum;
}
