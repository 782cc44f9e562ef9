/** One program that always has something to do next, under both rules. */
import { type Day, day as run } from "./depot_day.ts";
import type { Rule } from "./small_loop.ts";

// #region program
/** Forty retries, each of which asks for the next; and two who wait. */
export function retries(day: Day): void {
  const { kernel, loop, print } = day;
  const buffer = new Uint8Array(64);
  const lille = day.scanner([15]);
  loop.whenReadable(lille, () => {
    kernel.read(lille, buffer);
    print("a scan from Lille, sent at 15 ms");
  });
  loop.setTimer(10, () => print("timer, due at 10 ms"));
  function retry(left: number): void {
    day.compute(2);
    if (left > 1) loop.soon(() => retry(left - 1));
    else print("the last retry");
  }
  loop.soon(() => retry(40));
}
// #endregion

const RULES: readonly Rule[] = ["what was ready", "until nothing is ready"];

if (import.meta.main) {
  for (const rule of RULES) {
    console.log(`run ${rule}`);
    for (const line of run(retries, rule).lines) console.log(`  ${line}`);
  }
}
