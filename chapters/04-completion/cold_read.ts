/** One loop answers a van and fetches a label whose file is not in memory, in place or through a ring. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_OP_READ,
  type ModelRing,
  recordKernel,
  WaitsForEver,
} from "../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";
import { surely } from "./surely.ts";

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

/** The run. */
export function serve(way: Way): Answers {
  const model = createModelKernel({ device: { latencyNs: () => DISK_MS * 1e6 } });
  const nowMs = () => model.clockGettime() / 1e6;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime(), maxEvents: 1_000 });
  const outside = surely(model);
  const kernel = surely(recordKernel(model, recorder));
  const [van, vansEnd] = outside.socketpair(0);
  const [desk, desksEnd] = outside.socketpair(0);
  const file = outside.memfdCreate();
  outside.pwrite(file, new Uint8Array(4_096), 0);
  const ring = outside.ioUringSetup({ entries: 8 });
  const disk = outside.ioUringSetup({ entries: 8 });
  const epfd = outside.epollCreate1();
  for (const fd of [van, desk, ring.fd]) outside.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });

  const waitedMs: number[] = [];
  let labelMs = NaN;
  for (const ms of PINGS_MS) model.at(ms * 1e6, () => void outside.write(vansEnd, Uint8Array.of(ms)));
  model.at(ASKS_MS * 1e6, () => void outside.write(desksEnd, Uint8Array.of(ASKS_MS)));

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
    recorder.record({ kind: "system-call-entered", call: `pread(label, ${label.length} bytes)` });
    submitRead(disk, label);
    disk.enter(0, 1);
    recorder.record({ kind: "system-call-returned", call: "pread", result: String(disk.completion.at(0).res) });
  }

  const one = new Uint8Array(1);
  const label = new Uint8Array(4_096);
  function answer(): void {
    while (model.unread(van) > 0) {
      kernel.read(van, one);
      waitedMs.push(nowMs() - one[0]!);
    }
    recorder.record({ kind: "printed", text: "van answered" });
  }
  function send(): void {
    labelMs = nowMs() - ASKS_MS;
    recorder.record({ kind: "printed", text: "label sent" });
  }
  function fetchLabel(): void {
    kernel.read(desk, one);
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
  return { waitedMs, labelMs, trace: recorder.trace() };
}

if (import.meta.main) {
  for (const way of ["in place", "submitted"] as const) {
    const { waitedMs, labelMs } = serve(way);
    console.log(`${way.padEnd(9)}  the van waited ${waitedMs.join(", ")} ms; the label took ${labelMs} ms`);
  }
}
