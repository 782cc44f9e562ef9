/** Three workers finish while the loop computes; what does the loop hear? */
import { surely } from "../_listings/surely.ts";
import { day } from "./depot_day.ts";

/** What came of it. */
export interface Woken {
  readonly lines: readonly string[];
  /** How often the loop was told that the counter is readable. */
  readonly events: number;
}

/** Three results within one computation. */
export function threeResults(): Woken {
  let events = 0;
  const { lines } = day(({ kernel, loop, print, compute }) => {
    const calls = surely(kernel);
    // #region shown
    const results: string[] = []; // shared with the workers
    const counter = calls.eventfd(0, 0);

    function fromAnotherThread(result: string): void {
      results.push(result);
      calls.write(counter, one); // 1, in eight bytes
    }

    loop.whenReadable(counter, () => {
      events++;
      calls.read(counter, eightBytes); // takes the whole count
      print(`woken, counter ${eightBytes[0]}`);
      for (const result of results.splice(0)) print(`  ${result}`);
    });
    // #endregion
    const one = new Uint8Array(8);
    one[0] = 1;
    const eightBytes = new Uint8Array(8);
    for (const [ms, result] of [[22, "label 1"], [25, "label 2"], [31, "label 3"]] as const) {
      kernel.at(ms * 1e6, () => fromAnotherThread(result));
    }
    loop.setTimer(20, () => {
      print("computing");
      compute(20);
      print("done");
    });
  });
  return { lines, events };
}

if (import.meta.main) { for (const line of threeResults().lines) console.log(line); }
