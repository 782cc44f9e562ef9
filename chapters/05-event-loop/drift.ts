import { day } from "./depot_day.ts";

let lastMs = 0;
day(({ kernel, loop, compute }) => {
  // #region asked
  let beats = 0;
  function beat(): void {
    beats++;
    lastMs = kernel.clockGettime() / 1e6;
    compute(4); // sends a heartbeat
    if (beats < 50) loop.setTimer(100, beat);
  }
  loop.setTimer(100, beat);
  // #endregion
});
console.log(lastMs);
