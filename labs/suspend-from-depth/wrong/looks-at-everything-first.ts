// fails: a shelf that is put up in the meantime is counted
// says: shelf

// Looks at all parts before it asks the first shelf: a plan that is old when it is carried out.
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

class Part {
  readonly parts: Part[] = [];
  constructor(readonly place: i32) {}
}

function lookAt(place: i32): Part {
  const found = new Part(place);
  if (isShelf(place)) return found;
  for (let index = 0; index < partCount(place); index++) found.parts.push(lookAt(partAt(place, index)));
  return found;
}

/** How many parcels lie at a place; -1 if a counter is broken. */
export function total(place: i32): i32 {
  return totalOf(lookAt(place));
}

function totalOf(found: Part): i32 {
  if (isShelf(found.place)) {
    const parcels = countOf(found.place);
    return parcels < 0 ? -1 : parcels;
  }
  let sum = 0;
  for (let index = 0; index < found.parts.length; index++) {
    const parcels = totalOf(found.parts[index]!);
    if (parcels < 0) return -1;
    sum += parcels;
  }
  report(found.place, sum);
  return sum;
}
