/**
 * Stackless, by the language: a generator function. What it keeps while it waits is the engine's generator object: all
 * registers of the function, whether they are needed or not, and where it stands.
 *
 * Whoever has the answer runs the report by handing it in: no promise and no queue lies between.
 */
import { takeTurns } from "./take_turns.ts";
import type { Way } from "./way.ts";

/** Yields days, is handed parcels, and returns a total. */
type Steps = Generator<number, number, number>;

// #region report
function* report(days: number): Steps {
  let total = 0;
  for (let day = 0; day < days; day++) {
    const parcels = yield day;
    total += parcels;
  }
  return total;
}
// #endregion

/** Generators. */
export const generatorWay: Way = {
  name: "generator",
  begin() {
    const waiting = report(2);
    waiting.next(0);
    return { held: waiting };
  },
  pair: (days) => () => takeTurns(report(days), report(days)),
};
