import { day } from "./depot_day.ts";

const { trace } = day(({ loop }) => {
  // #region asked
  loop.setTimer(30, () => {});
  loop.setTimer(100, () => {});
  loop.soon(() => loop.soon(() => {})); // one for the next round
  // #endregion
});
// The loop polls for the second time when the first callback has run.
const polls = trace.events.flatMap((event) =>
  event.kind === "system-call-entered" && event.call.startsWith("epollWait") ? [event.call] : []
);
console.log(Number(polls[1]!.match(/(-?\d+)\)$/)![1]));
