/** Two tasks add to one total; a plain line of code becomes three steps, with a safe point among them. */
import { look, type Site, siteAt, STRIDE, watchSafePoints } from "../../labs/_runtime/safepoints/mod.ts";

// #region plain
interface Depot {
  grams: number;
}

function add(depot: Depot, parcels: readonly number[]): void {
  depot.grams = depot.grams + weigh(parcels);
}

function weigh(parcels: readonly number[]): number {
  let grams = 0;
  for (const parcel of parcels) grams += parcel;
  return grams;
}
// #endregion

function* addTwin(depot: Depot, parcels: readonly number[]): Generator<Site, void, void> {
  depot.grams = depot.grams + (yield* weighTwin(parcels));
}

function* weighTwin(parcels: readonly number[]): Generator<Site, number, void> {
  let left = 1;
  let grams = 0;
  for (const parcel of parcels) {
    if (--left <= 0 && (left = look()) === 0) {
      yield siteAt(15, 3);
      left = look();
    }
    grams += parcel;
  }
  return grams;
}

/** What the depot weighs when two vans have been added, one after the other. */
export function inTurn(): number {
  const depot = { grams: 0 };
  add(depot, [200, 300]);
  add(depot, [100, 200]);
  return depot.grams;
}

/** The same, with the flag raised once, at the first safe point of the first van. */
export function preemptedOnce(): number {
  const depot = { grams: 0 };
  let raised = true;
  using _watch = watchSafePoints(() => {
    const answer = raised ? 0 : STRIDE;
    raised = false;
    return answer;
  });
  const first = addTwin(depot, [200, 300]);
  const second = addTwin(depot, [100, 200]);
  first.next(); // comes to its safe point and gives way
  second.next(); // runs to its end
  first.next();
  return depot.grams;
}

if (import.meta.main) {
  console.log(`in turn:        ${inTurn()} g`);
  console.log(`preempted once: ${preemptedOnce()} g`);
}
