import fc from "fast-check";
import { onLinux, openLinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { anyCalls, furnish, watchingCalls } from "./generated_calls.ts";
import { measureSegmentCost } from "./measured_segment_cost.ts";
import { SideBySide } from "./side_by_side.ts";

/** A longer soak: KERNEL_RUNS=200000. */
const RUNS = Number(Deno.env.get("KERNEL_RUNS") ?? 20_000);

/** Runs each sequence on both, from nothing open; prints the seed that brings the same sequences back. */
function compare(sequences: typeof anyCalls, { runs, prepare }: { runs: number; prepare: (both: SideBySide) => void }) {
  using linux = openLinuxKernel();
  const segmentCost = measureSegmentCost();
  const seed = Number(Deno.env.get("KERNEL_SEED") ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${runs} sequences, KERNEL_SEED=${seed}`);
  const property = fc.property(sequences, (calls) => {
    const both = new SideBySide(linux, segmentCost);
    prepare(both);
    fc.modelRun(() => ({ model: {}, real: both }), calls);
    both.closeAll();
  });
  property.afterEach(() => linux.closeAll());
  fc.assert(property, { seed, numRuns: runs });
}

Deno.test({
  name: "epoll on pipes, sockets, eventfds and copies of descriptors answers as Linux does, call for call",
  ignore: !onLinux,
  fn: () => compare(watchingCalls, { runs: RUNS, prepare: furnish }),
});

Deno.test({
  name: "every call of the model answers as Linux does, in sequences of all of them",
  ignore: !onLinux,
  fn: () => compare(anyCalls, { runs: RUNS / 4, prepare: () => {} }),
});
