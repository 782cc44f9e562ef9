/** One loop answers a van and fetches a label whose file is not in memory, in place or through a ring. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_OP_READ,
  type ModelRing,
  WaitsForEver,
} from "../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";
import { surely } from "../_listings/surely.ts";

/** How the label is read. */
export type Way = "in place" | "submitted";

/** What came of the run, in milliseconds. */
export interface Answers {
  /** Of each ping: how long the van waited for its answer. */
  readonly waitedMs: readonly number[];
  /** How long the label took. */
  readonly labelMs: number;
  readonly trace: Trace;
}

const DISK_MS = 40;
const PINGS_MS = [10, 20, 30, 40, 50, 60, 70, 80] as const;
const ASKS_MS = 25;

/** Numbers of tasks in the trace. */
const [LOOP, VAN, LABEL] = [1, 2, 3];
const END_MS = 90;

/** The run. In its trace a ping is a task of the van's that can go on as soon as it has arrived. */
export function serve(way: Way): Answers {
  const model = createModelKernel({ device: { latencyNs: () => DISK_MS * 1e6 } });
  const nowMs = () => model.clockGettime() / 1e6;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime(), maxEvents: 1_000 });
  const kernel = surely(model);
  const [van, vansEnd] = kernel.socketpair(0);
  const [desk, desksEnd] = kernel.socketpair(0);
  const file = kernel.memfdCreate();
  kernel.pwrite(file, new Uint8Array(4_096), 0);
  const ring = kernel.ioUringSetup({ entries: 8 });
  const disk = kernel.ioUringSetup({ entries: 8 });
  const epfd = kernel.epollCreate1();
  for (const fd of [van, desk, ring.fd]) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });

  const waitedMs: number[] = [];
  let labelMs = NaN;
  function blocked(task: number, kind: "call" | "descriptor", name: string): void {
    recorder.record({ kind: "task-blocked", task, on: { kind, name } });
  }
  recorder.record({ kind: "task-spawned", task: LOOP, name: "the loop" });
  recorder.record({ kind: "task-spawned", task: VAN, name: "the van" });
  blocked(VAN, "call", "its next ping");
  blocked(LOOP, "descriptor", "epoll_wait");
  for (const ms of PINGS_MS) {
    model.at(ms * 1e6, () => {
      if (model.unread(van) === 0) recorder.record({ kind: "task-woken", task: VAN });
      kernel.write(vansEnd, Uint8Array.of(ms));
    });
  }
  model.at(ASKS_MS * 1e6, () => {
    recorder.record({ kind: "task-spawned", task: LABEL, name: "the label" });
    kernel.write(desksEnd, Uint8Array.of(ASKS_MS));
  });

  function submitRead(to: ModelRing, label: Uint8Array): void {
    // #region submit
    to.submission.fill(0, {
      opcode: IORING_OP_READ,
      fd: file,
      buffer: label,
      offset: 0,
      userData: 1,
    });
    to.submission.tail = 1;
    to.enter(1, 0); // here is one; I won't wait
    // #endregion
  }

  /** The model's own `pread` finds all files in memory. This is what it does when one is not: ask the disk, and sleep. */
  function pread(label: Uint8Array): void {
    submitRead(disk, label);
    blocked(LOOP, "call", "pread");
    disk.enter(0, 1);
    blocked(LOOP, "descriptor", "epoll_wait");
  }

  const one = new Uint8Array(1);
  const label = new Uint8Array(4_096);
  function answer(): void {
    while (model.unread(van) > 0) {
      kernel.read(van, one);
      waitedMs.push(nowMs() - one[0]!);
    }
    recorder.record({ kind: "task-started", task: VAN });
    blocked(VAN, "call", "its next ping");
  }
  function send(): void {
    labelMs = nowMs() - ASKS_MS;
    recorder.record({ kind: "task-started", task: LABEL });
    recorder.record({ kind: "task-finished", task: LABEL });
  }
  function fetchLabel(): void {
    kernel.read(desk, one);
    blocked(LABEL, "call", "the disk");
    if (way === "submitted") return submitRead(ring, label);
    pread(label);
    send();
  }
  function takeCompletion(): void {
    ring.completion.head += 1;
    send();
  }

  try {
    // #region loop
    for (;;) {
      for (const { data: fd } of kernel.epollWait(epfd, 8, -1)) {
        if (fd === van) answer(); // at once
        if (fd === desk) fetchLabel(); // from a file
        if (fd === ring.fd) takeCompletion();
      }
    }
    // #endregion
  } catch (thrown) {
    if (!(thrown instanceof WaitsForEver)) throw thrown; // the van is silent, and the loop sleeps
  }
  kernel.advance(END_MS * 1e6 - model.clockGettime());
  blocked(LOOP, "descriptor", "epoll_wait"); // still
  return { waitedMs, labelMs, trace: recorder.trace() };
}

if (import.meta.main) {
  for (const way of ["in place", "submitted"] as const) {
    const { waitedMs, labelMs } = serve(way);
    console.log(`${way.padEnd(9)}  the van waits ${waitedMs.join(", ")} ms, the label ${labelMs} ms`);
  }
}
