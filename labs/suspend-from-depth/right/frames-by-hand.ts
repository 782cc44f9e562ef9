// No recursion: each stocktaking has frames of its own, in objects that only it can reach.
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

class Frame {
  next: i32 = 0;
  sum: i32 = 0;
  constructor(readonly depot: i32, readonly below: Frame | null) {}
}

/** How many parcels lie at a place; -1 if a counter is broken. */
export function total(place: i32): i32 {
  if (isShelf(place)) return counted(place);
  let frame = new Frame(place, null);
  while (true) {
    if (frame.next < partCount(frame.depot)) {
      const part = partAt(frame.depot, frame.next++);
      if (isShelf(part)) {
        const parcels = counted(part);
        if (parcels < 0) return -1;
        frame.sum += parcels;
      } else frame = new Frame(part, frame);
      continue;
    }
    report(frame.depot, frame.sum);
    const below = frame.below;
    if (below === null) return frame.sum;
    below.sum += frame.sum;
    frame = below;
  }
}

function counted(shelf: i32): i32 {
  const parcels = countOf(shelf);
  return parcels < 0 ? -1 : parcels;
}
