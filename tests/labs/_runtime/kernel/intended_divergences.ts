/**
 * Where the model differs from Linux on purpose: all of it. What is not listed here and differs is a mistake.
 *
 * Two things are not differences but facts that the model is told: what a segment in a socket is charged
 * (`measured_segment_cost.ts`), and how many descriptors there may be.
 */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  type Kernel,
  must,
  O_NONBLOCK,
  type RingKernel,
  type Submission,
} from "../../../../labs/_runtime/kernel/mod.ts";

/** One difference. */
export interface Divergence {
  /** What differs, as a claim. */
  readonly what: string;
  /** Why that is meant. */
  readonly why: string;
  /** The same question to both. */
  readonly ask: (kernel: Kernel & RingKernel) => unknown;
  /** The model's answer. */
  readonly model: unknown;
  /** Linux's answer. */
  readonly linux: unknown;
}

const NS_PER_MS = 1_000_000;

/** The model can be told to wait for ever, which only it survives. */
function isModel(kernel: Kernel): boolean {
  return "advance" in kernel;
}

/** What submissions complete with, on a ring of their own, within half a second. */
function completed(kernel: Kernel & RingKernel, submissions: readonly Submission[]): unknown[] {
  const ring = must(kernel.ioUringSetup({ entries: 4 }));
  submissions.forEach((entry, slot) => ring.submission.fill(slot, entry));
  ring.submission.tail = submissions.length;
  ring.enter(submissions.length, 0);
  kernel.poll([{ fd: ring.fd, events: EPOLLIN }], 500);
  return Array.from({ length: ring.completion.tail }, (_, slot) => ring.completion.at(slot).res);
}

export const INTENDED: readonly Divergence[] = [
  {
    what: "a wait that nobody can end throws",
    why: "Linux hangs, and a reader cannot tell how long to wait; it is asked with a limit here, and finds nothing",
    ask: (kernel) => kernel.epollWait(must(kernel.epollCreate1()), 16, isModel(kernel) ? -1 : 20),
    model: "WaitsForEver",
    linux: [],
  },
  {
    what: "the first descriptor is 3",
    why: "each run is the same; in Linux the runtime around the program has descriptors of its own",
    ask: (kernel) => must(kernel.eventfd(0, 0)) === 3,
    model: true,
    linux: false,
  },
  {
    what: "calls take no time",
    why: "time passes only where somebody waits, so that a run can be repeated to the nanosecond",
    ask: (kernel) => {
      const beforeNs = kernel.clockGettime();
      kernel.close(must(kernel.dup(must(kernel.eventfd(0, 0)))));
      return kernel.clockGettime() > beforeNs;
    },
    model: false,
    linux: true,
  },
  {
    what: "a limit is kept to the nanosecond",
    why: "Linux's timers are late by an interrupt and the timer slack",
    ask: (kernel) => {
      const beforeNs = kernel.clockGettime();
      kernel.poll([], 2);
      return kernel.clockGettime() - beforeNs > 2 * NS_PER_MS;
    },
    model: false,
    linux: true,
  },
  {
    what: "a timer is read at the moment when it expires",
    why: "the same; in Linux a reader who was woken finds more expirations than one when they are near together",
    ask: (kernel) => {
      const [epfd, timer] = [must(kernel.epollCreate1()), must(kernel.timerfdCreate(O_NONBLOCK))];
      kernel.epollCtl(epfd, EPOLL_CTL_ADD, timer, { events: EPOLLIN, data: 0 });
      // Every 100 ns: fewer than it takes to wake anybody.
      kernel.timerfdSettime(timer, { valueNs: 100, intervalNs: 100 });
      kernel.epollWait(epfd, 1, isModel(kernel) ? -1 : 2_000);
      const word = new Uint8Array(8);
      kernel.read(timer, word);
      return new DataView(word.buffer).getBigUint64(0, true) > 1n;
    },
    model: false,
    linux: true,
  },
  {
    what: "a hole in a file takes space",
    why: "the model keeps a file in one piece, which is what a reader should see",
    ask: (kernel) => kernel.pwrite(must(kernel.memfdCreate()), Uint8Array.of(1), 2 ** 40),
    model: "RangeError",
    linux: 1,
  },
];

/** The like, for io_uring. */
export const INTENDED_OF_RINGS: readonly Divergence[] = [
  {
    what: "an operation on a file takes the device's time, no more and no less",
    why: "depth matters where a device is slow; Linux answers from the page cache, which is memory",
    ask: (kernel) => {
      const file = must(kernel.memfdCreate());
      const beforeNs = kernel.clockGettime();
      completed(kernel, [{ opcode: IORING_OP_WRITE, userData: 1, fd: file, buffer: new Uint8Array(1), offset: 0 }]);
      return kernel.clockGettime() - beforeNs === 100_000;
    },
    model: true,
    linux: false,
  },
  {
    what: "a chain without its end begins as others do",
    why:
      "Linux hands a chain whose last entry is linked to nothing to a thread, which does not wait on a non-blocking pipe",
    ask: (kernel) => {
      const [fd] = must(kernel.pipe2(O_NONBLOCK));
      const buffer = new Uint8Array(1);
      const read = { opcode: IORING_OP_READ, userData: 1, fd, buffer, offset: 0, flags: IOSQE_IO_LINK } as const;
      return completed(kernel, [read]);
    },
    model: [],
    linux: ["EAGAIN"],
  },
  {
    what: "an empty write to a counter is refused, through a ring as without one",
    why: "it is the same call; Linux does not make it when there is nothing to write",
    ask: (kernel) => {
      const fd = must(kernel.eventfd(0, O_NONBLOCK));
      return completed(kernel, [{ opcode: IORING_OP_WRITE, userData: 1, fd, buffer: new Uint8Array(0), offset: 0 }]);
    },
    model: ["EINVAL"],
    linux: [0],
  },
  {
    what: "a write that fails completes before what is submitted behind it",
    why: "Linux posts it at the end of the batch; in which order unlinked operations complete, nobody promises",
    ask: (kernel) => {
      const fd = must(kernel.eventfd(0, O_NONBLOCK));
      return completed(kernel, [
        { opcode: IORING_OP_WRITE, userData: 1, fd, buffer: new Uint8Array(1), offset: 0 },
        { opcode: IORING_OP_NOP, userData: 2 },
      ]);
    },
    model: ["EINVAL", 0],
    linux: [0, "EINVAL"],
  },
];

/** A fresh model's answer; of an error, its name. */
export function modelAnswer({ ask }: Divergence): unknown {
  try {
    return ask(createModelKernel());
  } catch (error) {
    return (error as Error).name;
  }
}
