/**
 * Submissions and calls as fast-check generates and shrinks them.
 *
 * What io_uring leaves open is not generated: within one `enter`, a thing is touched by one chain only; two reads of one
 * stream are under way only in one chain; nothing is cancelled that the same `enter` may complete. Nor is closing, since
 * a descriptor's number in the one kernel is free at other times than in the other: `ring_chains_test.ts` has that.
 */
import fc from "fast-check";
import {
  IORING_ACCEPT_MULTISHOT,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  O_NONBLOCK,
} from "../../../../labs/_runtime/kernel/mod.ts";
import type { Draw } from "./generated_calls.ts";
import type { RingsSideBySide, Wordless } from "./rings_side_by_side.ts";

const SIZES = [1, 7, 8, 8, 100, 4_096, 70_000, 0];
const NOT_OPEN = 999;
const HOUR_NS = 3_600_000_000_000;

/** What submissions work on: descriptors by what they are of. */
export interface Furniture {
  readonly streams: readonly {
    readonly name: string;
    readonly readers: readonly number[];
    readonly writers: readonly number[];
  }[];
  readonly files: readonly number[];
  readonly listener: number;
  /** The listener's: one of its own, since a ring that was closed may hold on to the listener for a while. */
  readonly name: string;
}

/** An entry that has not been taken. */
interface Waiting {
  readonly thing: string | null;
  readonly chain: number;
  readonly linked: boolean;
}

/** Adds submissions, as far as they leave nothing open. */
export class Program {
  readonly rings: RingsSideBySide;
  readonly furniture: Furniture;
  /** The batch that is being filled. */
  #waiting: Waiting[] = [];
  #chain = 0;

  constructor(rings: RingsSideBySide, furniture: Furniture) {
    this.rings = rings;
    this.furniture = furniture;
  }

  /** Adds the submission, if that leaves nothing open. */
  submit(entry: Wordless, thing: string | null, direction = ""): void {
    if (this.rings.full) return;
    const chain = this.#waiting.at(-1)?.linked ? this.#chain : this.#chain + 1;
    const touches = thing === null ? "" : `${thing} ${direction}`;
    if (thing !== null) {
      if (this.#waiting.some((other) => other.thing === thing && other.chain !== chain)) return;
      const underWay = [...this.rings.outstanding.values()];
      if (underWay.some((other) => other.touches === touches && other.chain !== chain)) return;
    }
    this.#chain = chain;
    // The last slot ends a chain: see `enter`.
    const flags = this.rings.slotsLeft === 1 ? 0 : entry.flags ?? 0;
    this.#waiting.push({ thing, chain, linked: (flags & IOSQE_IO_LINK) !== 0 });
    this.rings.push({ ...entry, flags }, { chain, touches });
  }

  /** Cancels the submission with that word, unless this batch may complete it. */
  cancel(target: number): void {
    const [known] = (this.rings.outstanding.get(target)?.touches ?? "").split(" ");
    const thing = known || `word ${target}`;
    if (this.#waiting.at(-1)?.linked || this.#waiting.some((other) => other.thing === thing)) return;
    if (this.rings.full) return;
    this.#chain += 1;
    this.#waiting.push({ thing, chain: this.#chain, linked: false });
    this.rings.push({ opcode: IORING_OP_ASYNC_CANCEL, target }, { chain: this.#chain, touches: "" });
  }

  /**
   * Submits an operation that completes often, in a batch of its own: which completions of a batch are posted first is left open,
   * and it ends when it finds no room.
   */
  alone(entry: Wordless, thing: string, direction: string): void {
    if (this.#waiting.length > 0) return;
    this.submit(entry, thing, direction);
    this.enter(0);
  }

  /** Submits all, or fewer, but no chain without its end: Linux leaves such a one to a thread, and the model does not. */
  enter(fewer: number): void {
    if (this.#waiting.at(-1)?.linked) this.submit({ opcode: IORING_OP_NOP }, null);
    const count = this.#waiting.length;
    const asked = Math.max(0, count - fewer);
    const taken = this.rings.enter(this.#waiting[asked - 1]?.linked ? count : asked);
    this.#waiting = this.#waiting.slice(taken);
  }

  /** Cancels whatever is under way, until nothing is. */
  end(): void {
    while (this.rings.outstanding.size > 0) {
      this.enter(0);
      this.rings.take();
      for (const word of this.rings.outstanding.keys()) this.cancel(word);
    }
  }
}

type Step = (program: Program, draw: Draw) => void;

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}

function link(draw: number): number {
  return draw % 3 === 0 ? IOSQE_IO_LINK : 0;
}

/** Reads or writes a stream. */
function transfer(program: Program, [a, b, c]: Draw): void {
  const { name, readers, writers } = pick(program.furniture.streams, a);
  const common = { flags: link(c), offset: 0, buffer: bytesOf(name, c) };
  if (b % 2 === 0) {
    const fd = pick(readers, b >> 1);
    program.submit({ ...common, opcode: IORING_OP_READ, fd }, name, `read ${fd}`);
  } else {
    const fd = pick(writers, b >> 1);
    program.submit({ ...common, opcode: IORING_OP_WRITE, fd }, name, `write ${fd}`);
  }
}

/** For a counter, a small number, and never no bytes (`intended_divergences.ts`); for others, bytes. */
function bytesOf(stream: string, draw: number): Uint8Array {
  const size = pick(SIZES, draw);
  if (stream !== "counter") return new Uint8Array(size).fill(draw);
  return new Uint8Array(Math.min(Math.max(size, 1), 8)).fill(1, 0, 1);
}

function acceptance({ furniture }: Program) {
  return { opcode: IORING_OP_ACCEPT, fd: furniture.listener } as const;
}

function onFile(program: Program, [a, b, c]: Draw): void {
  const fd = pick(program.furniture.files, a);
  const offset = pick([0, 0, 3, 100, -1, 5_000, -5], b);
  const opcode = c % 2 === 0 ? IORING_OP_READ : IORING_OP_WRITE;
  program.submit({ opcode, fd, offset, flags: link(b), buffer: new Uint8Array(pick(SIZES, c)).fill(c) }, `file${fd}`);
}

const STEPS: Readonly<Record<string, Step>> = {
  nop: (program, [a]) => program.submit({ opcode: IORING_OP_NOP, flags: link(a) }, null),
  transfer,
  transferMore: transfer,
  transferAgain: transfer,
  onFile,
  onFileAgain: onFile,
  accept: (program, [a]) => program.submit({ ...acceptance(program), how: 0, flags: link(a) }, "listener", "accept"),
  acceptMany: (program) =>
    program.alone({ ...acceptance(program), how: IORING_ACCEPT_MULTISHOT }, "listener", "accept"),
  notOpen: (program, [a]) =>
    program.submit(
      { opcode: IORING_OP_READ, fd: NOT_OPEN, buffer: new Uint8Array(8), offset: 0, flags: link(a) },
      null,
    ),
  nonsense: (program, [a]) => program.submit({ opcode: IORING_OP_TIMEOUT, timeoutNs: -1, flags: link(a) }, null),
  hour: (program, [a]) => program.submit({ opcode: IORING_OP_TIMEOUT, timeoutNs: HOUR_NS, flags: link(a) }, null),
  moment: (program, [a, b]) => program.submit({ opcode: IORING_OP_TIMEOUT, timeoutNs: b, flags: link(a) }, null),
  cancel: (program, [a]) => program.cancel(Math.max(0, program.rings.lastWord - a % 12)),
  enter: (program, [a]) => program.enter(a % 8 === 0 ? 1 : 0),
  enterAgain: (program) => program.enter(0),
  take: (program) => program.rings.take(),
  write: (program, [a, b, c]) => {
    const stream = pick(program.furniture.streams, a);
    program.rings.mayWait(pick(stream.writers, b), 0, (kernel, fd) => kernel.write(fd, bytesOf(stream.name, c)));
  },
  read: (program, [a, b, c]) => {
    const stream = pick(program.furniture.streams, a);
    program.rings.mayWait(pick(stream.readers, b), 0, (kernel, fd) => kernel.read(fd, new Uint8Array(pick(SIZES, c))));
  },
  shutdown: (program, [a, b]) => {
    if (a % 8 === 0) {
      program.rings.same((kernel, fd) => kernel.shutdown(fd(program.furniture.streams[1]!.readers[b % 2]!), b % 3));
    }
  },
  connect: (program, [a]) => {
    const [client] = program.rings.open((kernel) => kernel.socket(O_NONBLOCK));
    if (a % 2 === 0) program.rings.same((kernel, fd) => kernel.connect(fd(client!), program.furniture.name));
  },
};

class Submit implements fc.Command<object, Program> {
  constructor(readonly step: string, readonly draw: Draw) {}
  check(): boolean {
    return true;
  }
  run(_: object, program: Program): void {
    STEPS[this.step]!(program, this.draw);
  }
  toString(): string {
    return `${this.step}(${this.draw})`;
  }
}

function sequencesOf(steps: readonly string[]) {
  const step = fc.tuple(fc.constantFrom(...steps), fc.nat(63), fc.nat(63), fc.nat(63))
    .map(([step, ...draw]) => new Submit(step, draw));
  return fc.commands([step], { maxCommands: 40, size: "max" });
}

/** Streams, connections, chains, cancellations; the completion queue is small, and not always emptied. */
export const streamSubmissions = sequencesOf([
  "nop",
  "transfer",
  "transferMore",
  "transferAgain",
  "accept",
  "acceptMany",
  "notOpen",
  "nonsense",
  "hour",
  "cancel",
  "enter",
  "enterAgain",
  "enterAgain",
  "take",
  "write",
  "read",
  "shutdown",
  "connect",
]);

/** Files and timeouts, which Linux sees to in its own time; the completion queue has room for all. */
export const fileSubmissions = sequencesOf([
  "nop",
  "onFile",
  "onFileAgain",
  "moment",
  "notOpen",
  "enter",
  "enterAgain",
  "take",
]);

/** Opens what submissions work on. */
export function furnishRings(rings: RingsSideBySide): Furniture {
  const [reads, writes] = rings.open((kernel) => kernel.pipe2(O_NONBLOCK)) as [number, number];
  const pair = rings.open((kernel) => kernel.socketpair(O_NONBLOCK));
  const [counter] = rings.open((kernel) => kernel.eventfd(0, O_NONBLOCK)) as [number];
  const files = [1, 2, 3].flatMap(() => rings.open((kernel) => kernel.memfdCreate()));
  const [listener] = rings.open((kernel) => kernel.socket(0)) as [number];
  const name = crypto.randomUUID();
  rings.same((kernel, fd) => kernel.bind(fd(listener), name));
  rings.same((kernel, fd) => kernel.listen(fd(listener), 2));
  const streams = [
    { name: "pipe", readers: [reads], writers: [writes] },
    { name: "pair", readers: pair, writers: pair },
    { name: "counter", readers: [counter], writers: [counter] },
  ];
  return { streams, files, listener, name };
}
