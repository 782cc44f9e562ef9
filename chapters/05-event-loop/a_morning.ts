import { type Day, day as run } from "./depot_day.ts";

// #region program
/** A scanner that speaks twice, a report, and a heartbeat. */
export function morning(day: Day): void {
  const { kernel, loop, print } = day;
  const buffer = new Uint8Array(64);
  const ghent = day.scanner([20, 62]);
  loop.whenReadable(ghent, () => {
    kernel.read(ghent, buffer);
    print("a scan from Ghent");
  });
  loop.setTimer(50, () => {
    print("report begins");
    day.compute(25);
    print("report ends");
  });
  loop.setTimer(60, () => print("heartbeat, due at 60 ms"));
}
// #endregion

if (import.meta.main) { for (const line of run(morning).lines) console.log(line); }
