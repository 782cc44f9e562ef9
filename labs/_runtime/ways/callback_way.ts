/**
 * Callbacks: what comes after a wait is a function, and what it needs it closes over. The loop is gone: each turn of it
 * is a call. What it keeps while it waits is that function and the variables around it.
 *
 * It is the stackless way by hand: the closure is the frame, and which function was handed over is the resume id.
 */
import { parcelsOn, type Totals, type Way } from "./way.ts";

type Then = (parcels: number) => void;
type Ask = (day: number, then: Then) => void;

// #region report
function report(days: number, ask: Ask, done: Then) {
  let total = 0;
  let day = 0;
  function next() {
    if (day === days) return done(total);
    ask(day++, (parcels) => {
      total += parcels;
      next();
    });
  }
  next();
}
// #endregion

interface Question {
  readonly day: number;
  readonly then: Then;
}

/** Answers two reports in turn. Not from inside `ask`: that would nest a call in a call for each day. */
function takeTurns(days: number): Totals {
  const totals: [number, number] = [0, 0];
  const open: [Question | null, Question | null] = [null, null];
  for (const me of [0, 1] as const) {
    report(days, (day, then) => open[me] = { day, then }, (total) => totals[me] = total);
  }
  while (open[0] !== null || open[1] !== null) {
    for (const me of [0, 1] as const) {
      const question = open[me];
      open[me] = null;
      question?.then(parcelsOn(question.day));
    }
  }
  return totals;
}

/** The latest question that nobody answers. */
let unanswered: Then | null = null;

function askInVain(_day: number, then: Then): void {
  unanswered = then;
}

function ignore(): void {}

/** Functions that are called later. */
export const callbackWay: Way = {
  name: "callbacks",
  begin() {
    report(2, askInVain, ignore);
    return { held: unanswered };
  },
  pair: (days) => () => takeTurns(days),
};
