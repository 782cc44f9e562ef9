import fc from "fast-check";
import { onLinux, openLinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { generatedCalls } from "./generated_calls.ts";
import { measureSegmentCost } from "./measured_segment_cost.ts";
import { SideBySide } from "./side_by_side.ts";

/** The longer soak: KERNEL_RUNS=200000 deno test -A … */
const RUNS = Number(Deno.env.get("KERNEL_RUNS") ?? 20_000);

Deno.test({ name: "the model answers every generated sequence of calls as Linux does", ignore: !onLinux }, () => {
  using linux = openLinuxKernel();
  const segmentCost = measureSegmentCost();
  const seed = Number(Deno.env.get("KERNEL_SEED") ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}, ${RUNS} sequences; run again with KERNEL_SEED=${seed}`);
  fc.assert(
    fc.property(generatedCalls, (calls) => {
      const both = new SideBySide(linux, segmentCost);
      try {
        fc.modelRun(() => ({ model: {}, real: both }), calls);
      } finally {
        both.closeAll();
      }
    }),
    { seed, numRuns: RUNS },
  );
});
