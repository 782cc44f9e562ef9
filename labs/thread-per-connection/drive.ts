/** Scanners outside, in virtual time, and the learner's server on the model kernel; reports what each scanner saw. */
import {
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLIN,
  isErrno,
  type ModelThreadKernel,
  O_NONBLOCK,
  type Returned,
  SHUT_RD,
  type ThreadKernel,
} from "@interleave/kernel";
import { type Coroutine, Suspension } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

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

type Serve = (kernel: ThreadKernel, listener: number) => Coroutine<void>;

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

const NS_PER_MS = 1_000_000;
const NAME = "service";
const BACKLOG = 4_096;
/** A server that calls so often on a day of the grader has long been shown to wait for nothing. */
const MOST_CALLS = 3_000;
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

/** The same service on one thread: it sleeps in one place only, and hears there of all. */
function* epollServer(kernel: ThreadKernel, listener: number): Coroutine<void> {
  const epfd = value(kernel.epollCreate1());
  const buffer = new Uint8Array(4_096);
  kernel.fcntlSetfl(listener, O_NONBLOCK);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  let open = true;
  let connections = 0;
  while (open || connections > 0) {
    for (const { data: fd } of value(yield* kernel.epollWait(epfd, 64, -1))) {
      if (fd === listener) {
        const connection = yield* kernel.accept4(listener, O_NONBLOCK);
        if (!isErrno(connection)) {
          connections += 1;
          kernel.epollCtl(epfd, EPOLL_CTL_ADD, connection, { events: EPOLLIN, data: connection });
        } else {
          // A listener that was shut down is readable for ever, and says no more than EAGAIN.
          kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
          open = false;
        }
        continue;
      }
      const count = yield* kernel.read(fd, buffer);
      if (count === "EAGAIN") continue;
      if (isErrno(count) || count === 0) {
        connections -= 1;
        kernel.close(fd);
      } else yield* kernel.write(fd, buffer.subarray(0, count));
    }
  }
}

function value<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(returned);
  return returned;
}

/** What a client outside gets from a call that never waits. */
function atOnce<Value>(call: Coroutine<Value>): Value {
  return call.next().value as Value;
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

interface Day {
  readonly scanners: readonly Scanner[];
  readonly record: DriveTools["record"];
  /** Events recorded so far. */
  readonly places?: () => number;
  readonly mostCalls?: number;
}

/** Lets the scanners do what they do, and the server serve. */
async function live(
  kernel: ModelThreadKernel,
  serve: Serve,
  { scanners, record, places = () => 0, mostCalls = MOST_CALLS }: Day,
) {
  const listener = value(kernel.socket(0));
  kernel.bind(listener, NAME);
  kernel.listen(listener, BACKLOG);
  const seen = scanners.map((scanner, index) => attend(kernel, scanner, { index, record, places }));
  const lastMs = Math.max(...scanners.map(({ connectsMs }) => connectsMs)) + 1;
  const copy = value(kernel.dup(listener));
  kernel.at(lastMs * NS_PER_MS, () => {
    record({ kind: "printed", text: "nobody can connect any more" });
    kernel.shutdown(copy, SHUT_RD);
  });
  const calls = { left: mostCalls };
  const given = watched(kernel, calls);
  let returned = false;
  let error: string | null = null;
  const server = kernel.spawn("server", function* () {
    yield* serve(given, listener);
    returned = true;
  });
  if (isErrno(server)) throw new Error("no thread for the server");
  let sleeping: string[] = [];
  kernel.at((Math.max(...scanners.map(({ leavesMs }) => leavesMs)) + 5) * NS_PER_MS, () => {
    sleeping = kernel.threads.filter(({ task }) => !task.ended)
      .map(({ task }) => task.waitingOn?.reason.name ?? "its turn");
  });
  try {
    await kernel.run();
  } catch (thrown) {
    const deadlock = thrown instanceof Error && thrown.name === "DeadlockError";
    if (!deadlock) error = String(thrown);
  }
  const scans = scanners.reduce((sum, scanner) => sum + scanner.scans.length, 0);
  const spun = calls.left < 0;
  return {
    seen,
    returned,
    error: spun ? null : error,
    spun,
    sleeping,
    scans,
  };
}

/** What the learner's server gets: the kernel's calls, counted. No coroutine of ours stands between: traces name the line. */
function watched(kernel: ModelThreadKernel, calls: { left: number }): ThreadKernel {
  function counted<Given extends unknown[], Result>(call: (...given: Given) => Result): (...given: Given) => Result {
    return (...given) => {
      calls.left -= 1;
      if (calls.left < 0) throw new Error("the server calls and calls, and never waits");
      return call(...given);
    };
  }
  const {
    run: _,
    at: _at,
    readyList: _list,
    asked: _asked,
    threads: _threads,
    usage: _usage,
    nowNs: _now,
    ...offered
  } = kernel;
  return {
    ...offered,
    accept4: counted(kernel.accept4),
    read: counted(kernel.read),
    write: counted(kernel.write),
    poll: counted(kernel.poll),
    select: counted(kernel.select),
    epollWait: counted(kernel.epollWait),
  };
}

interface Attending {
  readonly index: number;
  readonly record: DriveTools["record"];
  readonly places: () => number;
}

/** Where all scanners take what they read: one after the other, and none of them keeps it. */
const buffer = new Uint8Array(16_384);

/** One scanner's day, as things that happen outside. */
function attend(kernel: ModelThreadKernel, scanner: Scanner, { index, record, places }: Attending) {
  const seen = {
    sent: 0,
    right: 0,
    wrong: false,
    longestMs: 0 as number | null,
    closedMs: null as number | null,
    connectedAt: 0,
    leftAt: 0,
  };
  /** How far it had sent after each scan, and when that was. */
  const due: { readonly upTo: number; readonly sentMs: number }[] = [];
  let fd = -1;

  function at(ms: number, happen: () => void): void {
    kernel.at(ms * NS_PER_MS, happen);
  }

  function take(nowMs: number): void {
    for (;;) {
      const count = atOnce(kernel.read(fd, buffer));
      if (count === "EAGAIN") return;
      if (isErrno(count) || count === 0) {
        seen.closedMs ??= nowMs;
        return;
      }
      for (let offset = 0; offset < count; offset++) {
        if (buffer[offset] !== byteAt(index, seen.right)) seen.wrong = true;
        if (seen.wrong) return;
        seen.right += 1;
      }
      while (due.length > 0 && due[0]!.upTo <= seen.right) {
        seen.longestMs = Math.max(seen.longestMs ?? 0, nowMs - due.shift()!.sentMs);
      }
    }
  }

  /** Every millisecond while answers come, then less and less often. */
  function takeFrom(ms: number, gapMs = 1): void {
    at(ms, () => {
      if (ms >= scanner.leavesMs) return;
      const before = seen.right;
      take(ms);
      if (due.length === 0 || seen.closedMs !== null || seen.wrong) return;
      const nextGapMs = seen.right > before ? 1 : 2 * gapMs;
      takeFrom(ms + nextGapMs, nextGapMs);
    });
  }

  at(scanner.connectsMs, () => {
    fd = value(kernel.socket(O_NONBLOCK));
    seen.connectedAt = places();
    record({ kind: "printed", text: `scanner ${index + 1} connects` });
    atOnce(kernel.connect(fd, NAME));
  });
  // Whoever is refused hears it at once.
  at(scanner.connectsMs + 1, () => scanner.readsFromMs <= scanner.connectsMs && take(scanner.connectsMs + 1));
  for (const { atMs, bytes } of scanner.scans) {
    at(atMs, () => {
      const scan = Uint8Array.from({ length: bytes }, (_, offset) => byteAt(index, seen.sent + offset));
      const taken = atOnce(kernel.write(fd, scan));
      if (isErrno(taken)) return;
      seen.sent += taken;
      due[due.length] = { upTo: seen.sent, sentMs: Math.max(atMs, scanner.readsFromMs) };
      if (due.length === 1) takeFrom(Math.max(atMs + 1, scanner.readsFromMs));
    });
  }
  at(scanner.leavesMs, () => {
    if (scanner.readsFromMs < scanner.leavesMs) take(scanner.leavesMs);
    if (due.length > 0) seen.longestMs = null;
    seen.leftAt = places();
    record({ kind: "printed", text: `scanner ${index + 1} leaves` });
    kernel.close(fd);
  });
  return seen;
}

/** What a scanner sends at a place of its stream: its own. */
function byteAt(scanner: number, place: number): number {
  return (scanner * 101 + place * 7 + (place >> 8)) & 255;
}
