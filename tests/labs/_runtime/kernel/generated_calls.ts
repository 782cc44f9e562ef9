/** Calls as fast-check generates and shrinks them: small numbers that a step turns into arguments. */
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { assertEquals } from "@std/assert";
import {
  EFD_SEMAPHORE,
  EPOLL_CTL_ADD,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  EPOLLONESHOT,
  EPOLLOUT,
  EPOLLPRI,
  EPOLLRDHUP,
  type Kernel,
  O_NONBLOCK,
} from "../../../../labs/_runtime/kernel/mod.ts";
import type { SideBySide } from "./side_by_side.ts";

const SIZES = [0, 1, 7, 8, 8, 8, 100, 4_095, 4_096, 4_097, 20_000, 70_000, 250_000];
const WHAT = [EPOLLIN, EPOLLOUT, EPOLLIN | EPOLLOUT, EPOLLIN | EPOLLRDHUP, EPOLLPRI, 0];
const HOW = [0, 0, EPOLLET, EPOLLET, EPOLLONESHOT, EPOLLET | EPOLLONESHOT, EPOLLEXCLUSIVE, EPOLLEXCLUSIVE | EPOLLET];
const SAMPLE = Uint8Array.from({ length: 250_000 }, (_, index) => (index * 31) % 251);

/** Three numbers that a step reads as it likes. */
export type Draw = readonly [number, number, number];

type Step = (both: SideBySide, draw: Draw) => void;

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}

/** A descriptor that was opened at some time, or one that never was. */
function some(both: SideBySide, index: number): number {
  return both.opened.length === 0 || index === 63 ? 999 : pick(both.opened, index);
}

/** Bytes to write; of 8, a number that an eventfd takes, or the one that it refuses. */
function bytesOf(a: number, b: number): Uint8Array {
  const bytes = SAMPLE.subarray(0, pick(SIZES, a));
  if (bytes.length !== 8) return bytes;
  const word = new Uint8Array(8);
  new DataView(word.buffer).setBigUint64(0, pick([0n, 1n, 3n, 2n ** 64n - 2n, 2n ** 64n - 1n], b), true);
  return word;
}

function flags(draw: number): number {
  return draw % 4 === 0 ? 0 : O_NONBLOCK;
}

function write(both: SideBySide, [a, b, c]: Draw): void {
  both.mayWait(some(both, a), 0, (kernel, fd) => kernel.write(fd, bytesOf(b, c)));
}

/** Where the two kernels read into. */
const READ = [new Uint8Array(SAMPLE.length), new Uint8Array(SAMPLE.length)] as const;

/** The bytes are compared too, those included that should not have been touched. */
function read(both: SideBySide, [a, b]: Draw): void {
  const length = pick(SIZES, b);
  both.mayWait(some(both, a), EPOLLIN, (kernel, fd) => {
    return kernel.read(fd, READ[kernel === both.model ? 0 : 1].subarray(0, length));
  });
  const [expected, found] = READ.map((bytes) => Buffer.from(bytes.buffer, 0, length)) as [Buffer, Buffer];
  if (!expected.equals(found)) assertEquals(found, expected);
}

function control(both: SideBySide, [a, b, c]: Draw): void {
  const op = pick([1, 1, 1, 2, 3, 3], c);
  const event = { events: pick(WHAT, c) | pick(HOW, c >> 3), data: 64 * a + b };
  const watcher = pick(epollsOf(both), a);
  both.same((kernel, fd) => kernel.epollCtl(fd(watcher), op, fd(some(both, b)), event));
}

/** The instances that were opened, closed ones too. */
function epollsOf(both: SideBySide): readonly number[] {
  return both.epolls.length > 0 ? both.epolls : [999];
}

function openEpoll(both: SideBySide): void {
  if (both.epolls.length === 3) return;
  both.epolls.push(...both.open((kernel) => kernel.epollCreate1()));
}

function watchNew(both: SideBySide, [a, b, c]: Draw): void {
  const event = { events: pick(WHAT, b) | pick(HOW, c), data: 4_096 + 64 * a + b };
  both.same((kernel, fd) => kernel.epollCtl(fd(pick(epollsOf(both), a)), EPOLL_CTL_ADD, fd(some(both, a)), event));
}

/** Arms a timer and waits until it has expired, so that real time plays no part. */
function arm(both: SideBySide, [a]: Draw): void {
  const fd = some(both, a);
  const armed = both.same((kernel, of) => kernel.timerfdSettime(of(fd), { valueNs: 1, intervalNs: 0 }));
  if (armed === 0) both.same((kernel, of) => kernel.poll([{ fd: of(fd), events: EPOLLIN }], -1));
}

/** select's sets, which are named by the numbers of each kernel, and so are translated back. */
function select([a, b, c]: Draw, both: SideBySide) {
  const sets = [[a, b], [b, c], [c, a]].map((draws) => [...new Set(draws.map((draw) => some(both, draw)))]);
  return (kernel: Kernel, fd: (model: number) => number, timeoutMs: number) => {
    const [read, write, except] = sets.map((fds) => fds.map((model) => Math.min(fd(model), 1_023)));
    const ready = kernel.select({ read: read!, write: write!, except: except! }, timeoutMs);
    if (typeof ready === "string") return ready;
    return [ready.read, ready.write, ready.except].map((found, set) =>
      sets[set]!.filter((model) => found.includes(fd(model)))
    );
  };
}

function positions<Value>(act: (kernel: Kernel, fd: (model: number) => number) => Value): Step {
  return (both) => void both.same(act);
}

const STEPS: Readonly<Record<string, Step>> = {
  pipe2: (both, [a]) => both.open((kernel) => kernel.pipe2(flags(a))),
  socketpair: (both, [a]) => both.open((kernel) => kernel.socketpair(flags(a))),
  eventfd: (both, [a, b, c]) =>
    both.open((kernel) => kernel.eventfd(b % 3, flags(a) | (c % 2 === 0 ? EFD_SEMAPHORE : 0))),
  timerfd: (both, [a]) => both.open((kernel) => kernel.timerfdCreate(flags(a))),
  memfd: (both) => both.open((kernel) => kernel.memfdCreate()),
  epollCreate1: openEpoll,
  epollAgain: openEpoll,
  dup: (both, [a]) => both.open((kernel, fd) => kernel.dup(fd(some(both, a)))),
  close: (both, [a]) => both.close(some(both, a)),
  fcntlSetfl: (both, [a, b]) => void both.same((kernel, fd) => kernel.fcntlSetfl(fd(some(both, a)), flags(b))),
  read,
  readMore: read,
  write,
  writeMore: write,
  control,
  controlMore: control,
  watchNew,
  wait: (both, [a, b]) => {
    const epfd = pick(epollsOf(both), a);
    both.mayWaitFor(
      b % 5 === 0 ? -1 : 0,
      (kernel, fd, timeoutMs) => kernel.epollWait(fd(epfd), pick([1, 2, 16], b), timeoutMs),
    );
  },
  waitAll: (both, [a]) =>
    both.mayWaitFor(0, (kernel, fd, timeoutMs) => kernel.epollWait(fd(pick(epollsOf(both), a)), 16, timeoutMs)),
  poll: (both, [a, b, c]) =>
    both.mayWaitFor(
      c % 2 === 0 ? -1 : 0,
      (kernel, fd, timeoutMs) =>
        kernel.poll([a, b, c].map((draw) => ({ fd: fd(some(both, draw)), events: pick(WHAT, draw + b) })), timeoutMs),
    ),
  shutdown: (both, [a, b]) => void both.same((kernel, fd) => kernel.shutdown(fd(some(both, a)), b % 4)),
  socket: (both, [a]) => both.open((kernel) => kernel.socket(flags(a))),
  bind: (both, [a, b]) => void both.same((kernel, fd) => kernel.bind(fd(some(both, a)), `depot-${b % 2}`)),
  listen: (both, [a, b]) => void both.same((kernel, fd) => kernel.listen(fd(some(both, a)), b % 4 - 1)),
  connect: (both, [a, b]) => both.mayWait(some(both, a), 0, (kernel, fd) => kernel.connect(fd, `depot-${b % 2}`)),
  accept4: (both, [a, b]) => both.openFrom(some(both, a), (kernel, fd) => kernel.accept4(fd, flags(b))),
  select: (both, [a, b, c]) => both.mayWaitFor(c % 2 === 0 ? -1 : 0, select([a, b, c], both)),
  look: (both) => both.look(),
  arm,
  pread: (both, [a, b, c]) =>
    positions((kernel, fd) => kernel.pread(fd(some(both, a)), new Uint8Array(b), c))(both, [a, b, c]),
  pwrite: (both, [a, b, c]) =>
    positions((kernel, fd) => kernel.pwrite(fd(some(both, a)), SAMPLE.subarray(0, b), c))(both, [a, b, c]),
};

/** One instance watches another, or no longer does. */
function nest(both: SideBySide, [a, b, c]: Draw): void {
  const [watcher, watched] = [pick(epollsOf(both), a), pick(epollsOf(both), b)];
  const event = { events: EPOLLIN, data: 64 * a + b };
  both.same((kernel, fd) => kernel.epollCtl(fd(watcher), pick([1, 1, 1, 2], c), fd(watched), event));
}

/** Steps that only some sequences have. */
const RARE_STEPS: Readonly<Record<string, Step>> = {
  nest,
  ring: (both, [a]) => both.same((kernel, fd) => kernel.write(fd(pick(both.opened, a)), bytesOf(3, 1))),
};

class Call implements fc.Command<object, SideBySide> {
  constructor(readonly step: string, readonly draw: Draw) {}
  check(): boolean {
    return true;
  }
  run(_: object, both: SideBySide): void {
    (STEPS[this.step] ?? RARE_STEPS[this.step])!(both, this.draw);
  }
  toString(): string {
    return `${this.step}(${this.draw})`;
  }
}

/** Sequences of up to 40 of the steps. */
export function sequencesOf(steps: readonly string[]) {
  const call = fc.tuple(fc.constantFrom(...steps), fc.nat(63), fc.nat(63), fc.nat(63))
    .map(([step, ...draw]) => new Call(step, draw));
  return fc.commands([call], { maxCommands: 40, size: "max" });
}

/** Sequences of up to 40 calls, of all kinds, from nothing. */
export const anyCalls = sequencesOf(Object.keys(STEPS));

/** Opens one of each kind, so that all calls that follow have something to work on. */
export function furnish(both: SideBySide): void {
  openEpoll(both);
  both.open((kernel) => kernel.pipe2(O_NONBLOCK));
  both.open((kernel) => kernel.socketpair(O_NONBLOCK));
  both.open((kernel) => kernel.eventfd(0, O_NONBLOCK));
  for (const fd of [...both.opened]) both.open((kernel, of) => kernel.dup(of(fd)));
}

/** Sequences of up to 40 calls on what `furnish` opened: watching, writing, reading, collecting. */
export const watchingCalls = sequencesOf([
  "read",
  "readMore",
  "write",
  "writeMore",
  "control",
  "watchNew",
  "watchNew",
  "waitAll",
  "wait",
  "dup",
  "close",
  "shutdown",
]);

/** How many instances there are to nest: more than may watch one another in a row. */
const NESTED = 7;

/** Opens instances of epoll, and a counter. */
export function furnishNests(both: SideBySide): void {
  both.open((kernel) => kernel.eventfd(0, O_NONBLOCK));
  for (let count = 0; count < NESTED; count++) both.epolls.push(...both.open((kernel) => kernel.epollCreate1()));
}

/** Sequences of up to 40 calls on instances of epoll that watch one another. */
export const nestingCalls = sequencesOf([
  "nest",
  "nest",
  "nest",
  "nest",
  "control",
  "ring",
  "waitAll",
  "poll",
  "close",
]);

/** Steps that open descriptors, and `close`: what matters where hardly any are left. */
export const openingCalls = sequencesOf([
  "pipe2",
  "socketpair",
  "eventfd",
  "timerfd",
  "memfd",
  "epollCreate1",
  "socket",
  "dup",
  "accept4",
  "accept4",
  "close",
]);
