/** What a stocktaking does that makes no mistake: the recursion, with a clock that is set forward instead of waiting. */
import type { Act } from "./drive_stocktaking.ts";
import { type Input, World } from "./drive_world.ts";

/** The acts of the stocktaking of that number. None has anything to do with another, so each has a clock of its own. */
export function expectedActs(input: Input, stocktaking: number): Act[] {
  let nowMs = 0;
  const world = new World(input, () => nowMs);
  const acts: Act[] = [];

  function total(place: number): number {
    const found = world.placeAt(place);
    if (found.kind === "shelf") {
      acts.push({ did: "asks", place });
      nowMs += found.answersMs;
      return Math.max(world.countOf(place), -1);
    }
    let sum = 0;
    for (let index = 0; index < world.partsOf(place).length; index++) {
      const parcels = total(world.partAt(place, index));
      if (parcels < 0) return -1;
      sum += parcels;
    }
    acts.push({ did: "reports", place, parcels: sum });
    return sum;
  }

  acts.push({ did: "returns", parcels: total(input.stocktakings[stocktaking]!) });
  return acts;
}
