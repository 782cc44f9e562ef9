/** One table of limits, with their reasons. Sentences for learners take their numbers from here. */
import type { RunLimits } from "./protocol.ts";

/** What a run may use when its lab's front matter does not say otherwise. */
export const RUN_LIMITS: RunLimits = {
  // A lab that needs longer than this teaches waiting, not concurrency.
  wallMs: 10_000,
  // Labs finish in well under one; a busy loop gives its core back within this.
  cpuSeconds: 3,
  // The heap bomb dies within half a second; the largest solution uses a tenth of it.
  heapMiB: 128,
  // --max-old-space-size does not count ArrayBuffers, this does. Deno itself needs about half of it.
  dataMiB: 1_024,
  // A flood reaches this in 30 ms.
  outputBytes: 1_048_576,
  // More than anyone reads; keeps the page quick.
  shownBytes: 262_144,
  // 10,000 trace events and the observations beside them.
  frameBytes: 4_194_304,
};

/** What is different in a lab on the real kernel: a second thread, which makes the calls and looks out for them. */
export const REAL_KERNEL_LIMITS: Partial<RunLimits> = {
  // A thread of Deno's asks for half of this, and uses little of it.
  dataMiB: 2_048,
  // Two threads look at shared memory for a moment before they sleep.
  cpuSeconds: 6,
  // Each of them may have to wait for its turn on a busy machine, call after call.
  wallMs: 30_000,
};

/** What is different in a lab in AssemblyScript: a compiler of 15 MB is loaded, and compiles. */
export const ASSEMBLY_SCRIPT_LIMITS: Partial<RunLimits> = {
  // Loading it takes 0.6 s and compiling a lab's file 1 s, both more on a busy machine.
  cpuSeconds: 8,
  wallMs: 30_000,
};

/** What holds for every run, whatever the lab. */
export const RUNNER_LIMITS = {
  // A learner's file; a long solution is 6 kB. Larger bodies get 413.
  sourceBytes: 65_536,
  // Waiting runs in all: beyond this the answer is `busy`, with an honest time.
  queueLength: 50,
  // Output reaches a page in at most this many batches a second.
  batchesPerSecond: 20,
  // Events a trace holds before it is cut and marked.
  traceEvents: 10_000,
  // A judge that thinks longer than this is broken: `runner-fault`.
  judgeMs: 5_000,
  // What a sandbox holds in memory, by the cgroup's count: also shared buffers and its /tmp, which RLIMIT_DATA leaves out.
  residentMiB: 512,
  // Threads of a sandbox: Deno starts about a dozen and two for each Worker.
  threads: 64,
  // Descriptors of a sandbox: Deno holds about thirty.
  openFiles: 64,
  // Descriptors of a sandbox with a real kernel: a lab's hundred connections have both their ends in it.
  realKernelFiles: 512,
  // How long a system call on the real kernel may take, beyond the limit that it names: who waits longer waits for ever.
  systemCallMs: 3_000,
  // The sandbox's /tmp, in memory, gone with it.
  scratchMiB: 16,
  // How long a process that waits for a job is kept: a reader who thinks for a minute leaves nothing running.
  standbyMs: 60_000,
} as const;
