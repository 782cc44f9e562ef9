/** Generated sequences of calls on the model and on Linux, each from nothing open. */
import fc from "fast-check";
import { openLinux } from "../../../../labs/_runtime/kernel/linux_entry.ts";
import { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { withDescriptorsLeft } from "./descriptor_limit.ts";
import type { sequencesOf } from "./generated_calls.ts";
import { measureSegmentCost } from "./measured_segment_cost.ts";
import { SideBySide } from "./side_by_side.ts";

/** What is compared. */
export interface Comparison {
  readonly sequences: ReturnType<typeof sequencesOf>;
  readonly runs: number;
  /** Opens what all sequences begin with. */
  readonly prepare: (both: SideBySide) => void;
  /** How many descriptors the calls may open; without it, as many as they like. */
  readonly descriptorsLeft?: number;
}

/** Standard input, output and error: open, and never handed out. */
const STANDARD = 3;
/** `KERNEL_TIMES=10`: ten times as many. */
const TIMES = Number(Deno.env.get("KERNEL_TIMES") ?? 1);

/**
 * Compares. Prints the seed that brings the same sequences back (`KERNEL_SEED=…`); what differs is made shorter until
 * nothing can be left out, and thrown.
 */
export function compareWithLinux({ sequences, runs, prepare, descriptorsLeft }: Comparison): void {
  using linux = new LinuxKernel(openLinux());
  using entry = openLinux();
  const segmentCost = measureSegmentCost();
  const seed = Number(Deno.env.get("KERNEL_SEED") ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${runs * TIMES} sequences, KERNEL_SEED=${seed}`);

  const property = fc.property(sequences, (calls) => {
    if (descriptorsLeft === undefined) {
      const both = new SideBySide({ linux, entry, segmentCost });
      prepare(both);
      fc.modelRun(() => ({ model: {}, real: both }), calls);
      return both.closeAll();
    }
    const counted = new SideBySide({ linux, entry, segmentCost });
    prepare(counted);
    counted.closeAll();
    const maxDescriptors = STANDARD + counted.opened.length + descriptorsLeft;
    const both = new SideBySide({ linux, entry, segmentCost, maxDescriptors });
    prepare(both);
    withDescriptorsLeft(descriptorsLeft, linux, () => fc.modelRun(() => ({ model: {}, real: both }), calls));
    both.closeAll();
  });
  property.afterEach(() => linux.closeAll());
  fc.assert(property, { seed, numRuns: runs * TIMES });
}
