import { type Day, day } from "./depot_day.ts";

// #region program
/** A scanner that speaks twice, a report that computes, and a heartbeat. */
export function morning({ kernel, loop, print, compute, scanner }: Day): void {
  const buffer = new Uint8Array(64);
  const ghent = scanner([20, 62]);
  loop.whenReadable(ghent, () => {
    kernel.read(ghent, buffer);
    print("a scan from Ghent");
  });
  loop.setTimer(50, () => {
    print("report begins");
    compute(25);
    print("report ends");
  });
  loop.setTimer(60, () => print("heartbeat, due at 60 ms"));
}
// #endregion

if (import.meta.main) { for (const line of day(morning).lines) console.log(line); }
