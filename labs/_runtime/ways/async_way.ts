/**
 * Stackless, by the language: an `async` function. What it keeps while it waits is a frame that the engine makes, and a
 * promise with a place for what comes next.
 *
 * How it differs from a generator: whoever resolves the promise does not run the report. That happens in a microtask.
 */
import { beginInVain, TurnDesk } from "./turn_desk.ts";
import type { Way } from "./way.ts";

type Ask = (day: number) => Promise<number>;

// #region report
async function report(days: number, ask: Ask) {
  let total = 0;
  for (let day = 0; day < days; day++) {
    const parcels = await ask(day);
    total += parcels;
  }
  return total;
}
// #endregion

/** Promises. */
export const asyncWay: Way = {
  name: "async",
  begin: () => beginInVain((ask) => report(2, ask)),
  pair: (days) => () => {
    const desk = new TurnDesk();
    return desk.both(() => report(days, (day) => desk.ask(day)));
  },
};
