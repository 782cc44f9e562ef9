/** Scanners outside, in virtual time, and the learner's server on the model kernel; reports what each scanner saw. */
import { createThreadKernel } from "@interleave/kernel";
import { Suspension } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { live, type Serve } from "./drive_day.ts";
import { epollServer } from "./drive_epoll_server.ts";

/** Bytes that a scanner sends at a moment. */
export interface Scan {
  readonly atMs: number;
  readonly bytes: number;
}

/** One scanner. Moments are whole milliseconds. */
export interface Scanner {
  readonly connectsMs: number;
  readonly scans: readonly Scan[];
  /** From then on it takes its answers, every millisecond. */
  readonly readsFromMs: number;
  readonly leavesMs: number;
}

export interface Input {
  readonly scanners: readonly Scanner[];
  readonly maxThreads: number;
}

/** What a scanner saw. */
export interface Seen {
  readonly sent: number;
  /** Bytes that came back as they were sent. */
  readonly right: number;
  /** Others came. */
  readonly wrong: boolean;
  /** The longest that an answer, whole, was waited for; `null`: one never came. */
  readonly longestMs: number | null;
  /** When the server closed the connection; `null`: not before the scanner left. */
  readonly closedMs: number | null;
  /** Where in the trace it connected, and where it left. */
  readonly connectedAt: number;
  readonly leftAt: number;
}

export interface Observation {
  readonly exported: boolean;
  readonly scanners: readonly Seen[];
  /** `serve` returned once nobody could connect. */
  readonly returned: boolean;
  /** Threads at a time, the accepting one included. */
  readonly mostThreads: number;
  /** Threads that have not ended, by what they wait for; connections that were never closed. */
  readonly sleeping: readonly string[];
  readonly unclosed: number;
  /** Of the threads that served: touched bytes of the smallest and the largest stack. */
  readonly stackBytes: readonly [number, number] | null;
  readonly switches: number;
  readonly scans: number;
  /** Why the run ended early: the server threw, or called on and on without ever waiting. */
  readonly error: string | null;
  readonly spun: boolean;
  readonly endedAt: number;
}

interface Learner {
  readonly serve?: unknown;
}

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

/** What comes later need not be recorded. */
const MOST_EVENTS = 2_500;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  return await observe(learner, input, tools) as unknown as Json;
}

/** The same day for 10, 100 and 1,000 scanners, and the same again for one thread with an epoll instance. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.serve !== "function") {
    throw new TypeError("export a generator function serve: the starter shows it");
  }
  await observe(learner, { scanners: day(4, 1), maxThreads: 100 }, tools);
  const servers: [string, Serve][] = [["your server", learner.serve as Serve], ["one epoll thread", epollServer]];
  console.log(
    "                     scanners  answered  threads  switches a scan   stacks: reserved   touched    in the kernel",
  );
  for (const [title, serve] of servers) {
    for (const [count, together] of [[10, 1], [100, 1], [1_000, 1], [1_000, 10]] as const) {
      const kernel = createThreadKernel({ maxDescriptors: 4_096 });
      const { seen, scans } = await live(kernel, serve, {
        scanners: day(count, together),
        record: () => {},
        mostCalls: 100_000,
      });
      const answered = seen.filter(({ longestMs, right }) => longestMs !== null && right > 0).length;
      const switches = kernel.threads.reduce((sum, { voluntary, involuntary }) => sum + voluntary + involuntary, 0);
      const { most } = kernel.usage;
      console.log(
        [
          (together > 1 ? `${title}, ${together} at once` : title).padEnd(27),
          `${count}`.padStart(6),
          `${answered}`.padStart(10),
          `${most.threads}`.padStart(9),
          (switches / scans).toFixed(2).padStart(17),
          mebibytes(most.reservedBytes).padStart(19),
          mebibytes(most.residentBytes).padStart(10),
          mebibytes(most.kernelBytes).padStart(17),
        ].join(""),
      );
    }
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(bytes < 104_857_600 ? 2 : 0)} MiB`;
}

/** Every scanner says three things; `together` of them at the same moment. */
function day(count: number, together: number): Scanner[] {
  return Array.from({ length: count }, (_, scanner): Scanner => {
    const place = Math.floor(scanner / together);
    const scans = [1, 2, 3].map((round) => ({ atMs: round * 1_000 + place, bytes: 64 }));
    return { connectsMs: 1 + scanner % 500, scans, readsFromMs: 0, leavesMs: 5_000 + place };
  });
}

async function observe(learner: Learner, { scanners, maxThreads }: Input, tools: DriveTools): Promise<Observation> {
  const nothing: Observation = {
    exported: false,
    scanners: [],
    returned: false,
    mostThreads: 0,
    sleeping: [],
    unclosed: 0,
    stackBytes: null,
    switches: 0,
    scans: 0,
    error: null,
    spun: false,
    endedAt: 0,
  };
  if (typeof learner.serve !== "function") return nothing;
  let recorded = 0;
  /** Connections that were accepted and not closed, by their descriptors. */
  const open: Record<string, true> = Object.create(null);
  const record: DriveTools["record"] = (event) => {
    if (event.kind === "system-call-returned" && event.call === "accept4" && Number(event.result) > 0) {
      open[event.result] = true;
    }
    if (event.kind === "system-call-entered" && event.call.startsWith("close(")) delete open[event.call.slice(6, -1)];
    if (recorded++ < MOST_EVENTS) tools.record(event);
  };
  const kernel = createThreadKernel({ maxThreads, record, findLines: () => recorded < MOST_EVENTS });
  tools.traceOn({ nowNs: () => kernel.nowNs });
  const { seen, ...rest } = await live(kernel, learner.serve as Serve, { scanners, record, places: () => recorded });
  const { threads, usage } = kernel;
  // The first thread is the one that accepts, unless it has left that to others: it has no buffer.
  const stacks = threads.slice(1).map(({ stack }) => stack.residentBytes);
  const switches = threads.reduce((sum, { voluntary, involuntary }) => sum + voluntary + involuntary, 0);
  return {
    ...nothing,
    ...rest,
    exported: true,
    scanners: seen,
    mostThreads: usage.most.threads,
    unclosed: Object.keys(open).length,
    stackBytes: stacks.length === 0 ? null : [Math.min(...stacks), Math.max(...stacks)],
    switches,
    endedAt: Math.min(recorded, MOST_EVENTS) - 1,
  };
}
