import fc from "fast-check";
import { openLinux } from "../../../../labs/_runtime/kernel/linux_entry.ts";
import { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { fileSubmissions, furnishRings, Program, streamSubmissions } from "./generated_submissions.ts";
import { linuxTest } from "./linux_test.ts";
import { measureSegmentCost } from "./measured_segment_cost.ts";
import { RingsSideBySide } from "./rings_side_by_side.ts";

const TIMES = Number(Deno.env.get("KERNEL_TIMES") ?? 1);

interface Comparison {
  readonly sequences: typeof streamSubmissions;
  readonly runs: number;
  readonly completionEntries: number;
}

/** Compares; prints the seed, as `compare_with_linux.ts` does. */
function compareRings({ sequences, runs, completionEntries }: Comparison): void {
  using linux = new LinuxKernel(openLinux());
  using entry = openLinux();
  if (linux.whyNoRing !== null) return console.log(`Left out: ${linux.whyNoRing}`);
  const segmentCost = measureSegmentCost();
  const seed = Number(Deno.env.get("KERNEL_SEED") ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${runs * TIMES} sequences, KERNEL_SEED=${seed}`);
  // In submission order, one at a time: what Linux does in its own time must not depend on how long it takes.
  const device = { lanes: 1, latencyNs: () => 1 };
  const property = fc.property(sequences, (submissions) => {
    const rings = new RingsSideBySide({ linux, entry, segmentCost, device }, { entries: 8, completionEntries });
    const program = new Program(rings, furnishRings(rings));
    fc.modelRun(() => ({ model: {}, real: program }), submissions);
    program.end();
  });
  property.afterEach(() => linux.closeAll());
  fc.assert(property, { seed, numRuns: runs * TIMES });
}

linuxTest(
  "io_uring on pipes, sockets, eventfds and listeners completes as Linux's does, overflow, chains and cancellation included",
  () => {
    compareRings({ sequences: streamSubmissions, runs: 4_000, completionEntries: 8 });
  },
);

linuxTest("io_uring on files and timeouts completes as Linux's does", () => {
  compareRings({ sequences: fileSubmissions, runs: 1_000, completionEntries: 64 });
});
