/** One program that always has something to do next, under both rules. */
import { type Day, day } from "./depot_day.ts";
import type { Rule } from "./small_loop.ts";

// #region program
/** Forty retries, each of which asks for the next; and somebody who waits. */
export function retries({ kernel, loop, print, compute, scanner }: Day): void {
  const buffer = new Uint8Array(64);
  const lille = scanner([15]);
  loop.whenReadable(lille, () => {
    kernel.read(lille, buffer);
    print("a scan from Lille, sent at 15 ms");
  });
  loop.setTimer(10, () => print("timer, due at 10 ms"));
  function retry(left: number): void {
    compute(2);
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
    for (const line of day(retries, rule).lines) console.log(`  ${line}`);
  }
}
