/** One day: the scanners come and go, and a server serves them until it returns, breaks down or turns on the spot. */
import { isErrno, type ModelThreadKernel, must, SHUT_RD, type ThreadKernel } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Scanner } from "./drive.ts";
import { attend, NAME, NS_PER_MS } from "./drive_scanners.ts";

/** A server, the learner's or another. */
export type Serve = (kernel: ThreadKernel, listener: number) => Coroutine<void>;

const BACKLOG = 4_096;
/** A server that calls so often on a day of the grader has long been shown to wait for nothing. */
const MOST_CALLS = 3_000;

interface Day {
  readonly scanners: readonly Scanner[];
  readonly record: DriveTools["record"];
  /** Events recorded so far. */
  readonly places?: () => number;
  readonly mostCalls?: number;
}

/** Lets the scanners do what they do, and the server serve. */
export async function live(
  kernel: ModelThreadKernel,
  serve: Serve,
  { scanners, record, places = () => 0, mostCalls = MOST_CALLS }: Day,
) {
  const listener = must(kernel.socket(0));
  kernel.bind(listener, NAME);
  kernel.listen(listener, BACKLOG);
  const seen = scanners.map((scanner, index) => attend(kernel, scanner, { index, record, places }));
  const lastMs = Math.max(...scanners.map(({ connectsMs }) => connectsMs)) + 1;
  const copy = must(kernel.dup(listener));
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
