/** The rings that the judge draws, and what is done to them. */
import type { Random } from "../_runner/lab.ts";
import type { Input, Step } from "./drive.ts";

/** Where the counts begin again. */
export const TWO_TO_32 = 2 ** 32;

/** Slots of a submission queue. */
export const drawEntries = (random: Random) => random.pick([2, 4, 8]);

/** Fills the queue, and more; lets the kernel take some or all; and so on. */
export function pushing(random: Random, entries: number): Step[] {
  const steps: Step[] = [{ do: "push", times: entries + random.integer(1, 2) }];
  for (let round = random.integer(2, 3); round > 0; round--) {
    const taken = random.integer(1, entries);
    steps.push({ do: "enter", entries: taken }, { do: "push", times: taken + random.integer(0, 1) });
  }
  steps.push({ do: "enter", entries });
  return steps;
}

/** Completes and takes, more often than there is something to take. */
export function taking(random: Random, completionEntries: number): Step[] {
  const steps: Step[] = [];
  for (let round = random.integer(3, 4); round > 0; round--) {
    // With one in the queue, the oldest would be the newest too.
    const operations = random.integer(2, completionEntries);
    steps.push({ do: "complete", operations }, { do: "take", times: operations + random.integer(1, 2) });
  }
  return steps;
}

/** Completes more than there is room for, and takes it all. */
export function overflowing(random: Random, completionEntries: number): Step[] {
  const steps: Step[] = [{ do: "complete", operations: 3 * completionEntries + 1 }, { do: "take all" }];
  for (let round = 2; round > 0; round--) {
    // More beside the queue than fit into it at once, and not only in whole queues.
    const operations = 2 * completionEntries + random.integer(1, 2 * completionEntries);
    steps.push({ do: "complete", operations }, { do: "take", times: random.integer(0, 2) }, { do: "take all" });
  }
  return steps;
}

/** So that the counts pass 2^32 while something stands in the queue. */
export const shortOf2To32 = (random: Random) => TWO_TO_32 - random.integer(1, 3);

/** A ring of four slots each, whose counts begin at 0, unless told otherwise. */
export function ring(of: Partial<Input> & Pick<Input, "steps">): Input {
  return { entries: 4, completionEntries: 4, firstIndex: 0, quick: false, ...of };
}

/** Where nothing is taken from the completion queue, it has room for all. */
export const PUSHED = { completionEntries: 64 };
