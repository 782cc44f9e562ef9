/** Three scanners that speak now and then, heard through epoll and through a ring: who has which buffer, and when. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_OP_READ,
  WaitsForEver,
} from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** A time in which a buffer belongs to somebody. */
export interface Holding {
  readonly buffer: number;
  readonly holder: "kernel" | "program";
  readonly fromMs: number;
  readonly toMs: number;
}

/** What happened in one way of hearing them. */
export interface Heard {
  readonly buffers: number;
  readonly holdings: readonly Holding[];
  readonly systemCalls: number;
}

const SPEAKS_MS: readonly (readonly number[])[] = [[30, 90], [50], [70]];
const WORK_MS = 4;
/** Where the drawing ends; nobody speaks after it. */
export const END_MS = 120;

function scanners() {
  const model = createModelKernel();
  const kernel = surely(model);
  const fds = SPEAKS_MS.map((moments) => {
    const [ours, theirs] = kernel.socketpair(0);
    for (const ms of moments) model.at(ms * 1e6, () => void kernel.write(theirs, new Uint8Array(100)));
    return ours;
  });
  return { kernel, fds, nowMs: () => kernel.clockGettime() / 1e6 };
}

function untilSilent(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    if (!(thrown instanceof WaitsForEver)) throw thrown;
  }
}

/** epoll reports who is ready, and the program reads: one buffer does for all. */
export function byReadiness(): Heard {
  const { kernel, fds, nowMs } = scanners();
  const holdings: Holding[] = [];
  let systemCalls = 0;
  const epfd = kernel.epollCreate1();
  for (const fd of fds) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const buffer = new Uint8Array(4_096);
  untilSilent(() => {
    for (;;) {
      systemCalls += 1;
      for (const { data: fd } of kernel.epollWait(epfd, 8, -1)) {
        systemCalls += 1;
        kernel.read(fd, buffer);
        const fromMs = nowMs();
        kernel.advance(WORK_MS * 1e6);
        holdings.push({ buffer: 0, holder: "program", fromMs, toMs: nowMs() });
      }
    }
  });
  return { buffers: 1, holdings, systemCalls };
}

/** A read is under way on each: its buffer is the kernel's until the scanner speaks. */
export function byCompletion(): Heard {
  const { kernel, fds, nowMs } = scanners();
  const ring = kernel.ioUringSetup({ entries: 8 });
  const holdings: Holding[] = [];
  let systemCalls = 0;
  const buffers = fds.map(() => new Uint8Array(4_096));
  const lentMs = fds.map(() => 0);
  let pushed = 0;

  function lend(scanner: number): void {
    const { submission } = ring;
    const entry = { opcode: IORING_OP_READ, fd: fds[scanner]!, buffer: buffers[scanner]!, offset: 0 } as const;
    submission.fill(submission.tail & submission.mask, { ...entry, userData: scanner });
    submission.tail += 1;
    pushed += 1;
    lentMs[scanner] = nowMs();
  }

  fds.forEach((_, scanner) => lend(scanner));
  untilSilent(() => {
    for (;;) {
      systemCalls += 1;
      const toSubmit = pushed;
      pushed = 0;
      ring.enter(toSubmit, 1);
      for (const { completion } = ring; completion.head !== completion.tail; completion.head += 1) {
        const scanner = completion.at(completion.head & completion.mask).userData;
        const fromMs = nowMs();
        holdings.push({ buffer: scanner, holder: "kernel", fromMs: lentMs[scanner]!, toMs: fromMs });
        kernel.advance(WORK_MS * 1e6);
        holdings.push({ buffer: scanner, holder: "program", fromMs, toMs: nowMs() });
        lend(scanner);
      }
    }
  });
  const still = fds.map((_, buffer): Holding => (
    { buffer, holder: "kernel", fromMs: lentMs[buffer]!, toMs: END_MS }
  ));
  return { buffers: fds.length, holdings: [...holdings, ...still], systemCalls };
}

if (import.meta.main) {
  for (const [name, { holdings, systemCalls }] of [["epoll", byReadiness()], ["ring", byCompletion()]] as const) {
    console.log(`${name}: ${systemCalls} system calls`);
    for (const { buffer, holder, fromMs, toMs } of holdings) {
      console.log(`  buffer ${buffer + 1}, the ${holder}'s: ${fromMs} to ${toMs} ms`);
    }
  }
}
