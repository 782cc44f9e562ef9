import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Completion,
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_ACCEPT_MULTISHOT,
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
  IORING_SQ_CQ_OVERFLOW,
  IOSQE_IO_LINK,
  isErrno,
  type ModelOptions,
  type ModelRing,
  type ModelRingOptions,
  O_NONBLOCK,
  SHUT_RD,
  type Submission,
  WaitsForEver,
} from "../../../../labs/_runtime/kernel/mod.ts";
import type { Returned } from "../../../../labs/_runtime/kernel/mod.ts";

const LINK = IOSQE_IO_LINK;

function opened<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(`could not open: ${returned}`);
  return returned;
}

function set(options: Partial<ModelRingOptions> = {}, model: Partial<ModelOptions> = {}) {
  const kernel = createModelKernel(model);
  const ring = opened(kernel.ioUringSetup({ entries: 8, ...options }));
  return { kernel, ring };
}

function push(ring: ModelRing, ...entries: readonly Submission[]): void {
  for (const entry of entries) {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail += 1;
  }
}

function submit(ring: ModelRing, ...entries: readonly Submission[]): void {
  push(ring, ...entries);
  assertEquals(ring.enter(entries.length, 0), entries.length);
}

function taken(ring: ModelRing, most = Infinity): Completion[] {
  const completions: Completion[] = [];
  while (ring.completion.head !== ring.completion.tail && completions.length < most) {
    completions.push(ring.completion.at(ring.completion.head & ring.completion.mask));
    ring.completion.head += 1;
  }
  return completions;
}

/** What was completed: the program's word and the result. */
function results(ring: ModelRing): (readonly [number, number | string])[] {
  return taken(ring).map(({ userData, res }) => [userData, res] as const);
}

const nop = (userData: number, flags = 0): Submission => ({ opcode: IORING_OP_NOP, userData, flags });
const cancel = (userData: number, target: number): Submission => ({ opcode: IORING_OP_ASYNC_CANCEL, userData, target });
const timeout = (userData: number, timeoutNs: number, flags = 0): Submission => ({
  opcode: IORING_OP_TIMEOUT,
  userData,
  timeoutNs,
  flags,
});
const accept = (userData: number, fd: number, how = 0): Submission => ({ opcode: IORING_OP_ACCEPT, userData, fd, how });

function read(userData: number, fd: number, into: number | Uint8Array, { offset = 0, flags = 0 } = {}): Submission {
  const buffer = typeof into === "number" ? new Uint8Array(into) : into;
  return { opcode: IORING_OP_READ, userData, fd, buffer, offset, flags };
}

function write(userData: number, fd: number, buffer: Uint8Array, { offset = 0, flags = 0 } = {}): Submission {
  return { opcode: IORING_OP_WRITE, userData, fd, buffer, offset, flags };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (buffer: Uint8Array) => new TextDecoder().decode(buffer);

Deno.test("io_uring_setup rounds entries up to a power of two, and has twice as many completion entries", () => {
  const { kernel } = set();
  const sizes = ([entries, completionEntries]: readonly [number, number?]) => {
    const ring = kernel.ioUringSetup({ entries, ...(completionEntries === undefined ? {} : { completionEntries }) });
    return isErrno(ring) ? ring : [ring.submission.entries, ring.completion.entries, ring.completion.mask];
  };
  assertEquals(sizes([1]), [1, 2, 1]);
  assertEquals(sizes([3]), [4, 8, 7]);
  assertEquals(sizes([4, 9]), [4, 16, 15]);
  assertEquals(sizes([5, 3]), "EINVAL");
  assertEquals(sizes([0]), "EINVAL");
  assertEquals(sizes([40_000]), "EINVAL");
});

Deno.test("entries begin only when they are entered, and their slots are free as soon as enter returns", () => {
  const { ring } = set({ entries: 2 });
  push(ring, nop(1), nop(2));
  assertEquals(results(ring), []);
  assertEquals((ring.submission.tail - ring.submission.head) >>> 0, 2);
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(results(ring), [[1, 0]]);
  assertEquals(ring.enter(9, 0), 1);
  assertEquals((ring.submission.tail - ring.submission.head) >>> 0, 0);
});

Deno.test("heads and tails pass 2^32 in the middle of the ring", () => {
  const { ring } = set({ entries: 4, firstIndex: 2 ** 32 - 2 });
  for (let round = 0; round < 3; round++) submit(ring, nop(3 * round), nop(3 * round + 1), nop(3 * round + 2));
  assertEquals(ring.submission.tail, 7);
  assertEquals(results(ring).map(([word]) => word), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
});

Deno.test("a tail too far ahead counts as a full ring, and a slot that was never filled is a no-op", () => {
  const { ring } = set({ entries: 2 });
  ring.submission.tail += 100;
  assertEquals(ring.enter(100, 0), 2);
  assertEquals(results(ring), [[0, 0], [0, 0]]);
});

Deno.test("completions without room wait beside the ring, in order, until enter brings them in", () => {
  const { ring } = set({ entries: 4, completionEntries: 4 });
  submit(ring, nop(0), nop(1), nop(2), nop(3));
  submit(ring, nop(4), nop(5));
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
  assertEquals(taken(ring, 3).length, 3);
  // There is room again, and yet the next one must not overtake those that wait.
  submit(ring, nop(6));
  assertEquals(results(ring).map(([word]) => word), [3, 4, 5, 6]);
  assertEquals(ring.submission.flags, 0);
  assertEquals(ring.completion.overflow, 0);
});

Deno.test("enter waits for completions, of which those in the ring count, and for no more than the ring has slots", () => {
  const { kernel, ring } = set({ entries: 2, completionEntries: 2 });
  submit(ring, nop(1), timeout(2, 5_000));
  assertEquals(ring.enter(0, 1), 0);
  assertEquals(kernel.clockGettime(), 0);
  assertEquals(ring.enter(0, 99), 0);
  assertEquals(kernel.clockGettime(), 5_000);
  assertEquals(results(ring), [[1, 0], [2, "ETIME"]]);
});

Deno.test("enter that took fewer entries than it was told to does not wait", () => {
  const { ring } = set();
  push(ring, nop(1));
  assertEquals(ring.enter(2, 5), 1);
});

Deno.test("enter with nothing under way waits for ever, and says so", () => {
  const { ring } = set();
  assertThrows(() => ring.enter(0, 1), WaitsForEver, "io_uring_enter waits for ever");
});

Deno.test("a read of an empty pipe completes on the way out of the write that fills it", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  const buffer = new Uint8Array(4);
  submit(ring, read(1, readEnd, buffer));
  assertEquals(results(ring), []);
  kernel.write(writeEnd, bytes("order 17"));
  assertEquals(results(ring), [[1, 4]]);
  assertEquals(text(buffer), "orde");
});

Deno.test("a read of a socket sees all of a long write, not its first segment", () => {
  const { kernel, ring } = set();
  const [ours, theirs] = opened(kernel.socketpair(0));
  submit(ring, read(1, ours, 200_000));
  kernel.write(theirs, new Uint8Array(150_000));
  assertEquals(results(ring), [[1, 150_000]]);
});

Deno.test("a non-blocking descriptor makes no difference: the read waits in the ring", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(O_NONBLOCK));
  submit(ring, read(1, readEnd, 4));
  assertEquals(results(ring), []);
  kernel.write(writeEnd, bytes("a"));
  assertEquals(results(ring), [[1, 1]]);
});

Deno.test("of two reads of one stream the younger gets the first bytes", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  const [first, second] = [new Uint8Array(4), new Uint8Array(4)];
  submit(ring, read(1, readEnd, first), read(2, readEnd, second));
  kernel.write(writeEnd, bytes("abcdefgh"));
  assertEquals(results(ring), [[2, 4], [1, 4]]);
  assertEquals([text(first), text(second)], ["efgh", "abcd"]);
});

Deno.test("a read that was woken and came too late waits for the next write", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  submit(ring, read(3, readEnd, 8), read(4, readEnd, 8));
  kernel.write(writeEnd, bytes("abcde"));
  assertEquals(results(ring), [[4, 5]]);
  kernel.write(writeEnd, bytes("xyz"));
  assertEquals(results(ring), [[3, 3]]);
  submit(ring, read(5, readEnd, 8), read(6, readEnd, 8));
  kernel.close(writeEnd);
  assertEquals(results(ring), [[6, 0], [5, 0]]);
});

Deno.test("a write to a full socket waits, and is short when there is room for less", () => {
  const { kernel, ring } = set();
  const [ours, theirs] = opened(kernel.socketpair(0));
  const message = new Uint8Array(262_144);
  submit(ring, write(1, ours, message));
  assertEquals(results(ring), [[1, 219_264]]);
  submit(ring, write(2, ours, message));
  assertEquals(results(ring), []);
  kernel.read(theirs, new Uint8Array(250_000));
  assertEquals(results(ring), [[2, 219_264]]);
});

Deno.test("an operation under way keeps the file open when its descriptor is closed; a linked one has not looked yet", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), read(2, readEnd, 4), read(3, readEnd, 4));
  kernel.close(readEnd);
  assertEquals(kernel.write(writeEnd, bytes("abcdefghijkl")), 12);
  assertEquals(results(ring), [[3, 4], [1, 4], [2, "EBADF"]]);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a linked operation begins when the one before it has succeeded", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), read(2, readEnd, 4, { flags: LINK }), nop(3), nop(4));
  assertEquals(results(ring), [[4, 0]]);
  kernel.write(writeEnd, bytes("abcd"));
  assertEquals(results(ring), [[1, 4]]);
  kernel.write(writeEnd, bytes("ab"));
  assertEquals(results(ring), [[2, 2], [3, "ECANCELED"]]);
});

Deno.test("a chain fails with its head, and others go on", () => {
  const { ring } = set();
  submit(ring, read(1, 999, 4, { flags: LINK }), nop(2), nop(3));
  assertEquals(results(ring), [[1, "EBADF"], [3, 0], [2, "ECANCELED"]]);
});

Deno.test("links do not reach from one enter to the next", () => {
  const { ring } = set();
  push(ring, read(1, 999, 4, { flags: LINK }), nop(2));
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(results(ring), [[1, "EBADF"], [2, 0]]);
});

Deno.test("an entry that makes no sense takes its chain with it; alone, it ends the taking", () => {
  const { ring } = set();
  const nonsense = (userData: number, flags = 0) => timeout(userData, -1, flags);
  submit(ring, nop(1, LINK), nonsense(2, LINK), nop(3), nop(4));
  assertEquals(results(ring), [[1, "ECANCELED"], [4, 0], [2, "EINVAL"], [3, "ECANCELED"]]);
  submit(ring, nonsense(1, LINK), nop(2));
  assertEquals(results(ring), [[1, "EINVAL"], [2, "ECANCELED"]]);
  push(ring, nonsense(1), nop(2));
  assertEquals(ring.enter(2, 0), 1);
  assertEquals(results(ring), [[1, "EINVAL"]]);
  assertEquals(ring.enter(2, 0), 1);
  assertEquals(results(ring), [[2, 0]]);
});

Deno.test("cancelling completes first, then what was cancelled, then what was linked behind it", () => {
  const { kernel, ring } = set();
  const [readEnd] = opened(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), nop(2));
  submit(ring, cancel(9, 2));
  assertEquals(results(ring), [[9, "ENOENT"]]);
  submit(ring, cancel(9, 1), nop(3));
  assertEquals(results(ring), [[9, 0], [3, 0], [1, "ECANCELED"], [2, "ECANCELED"]]);
});

Deno.test("a cancelled read takes no bytes, and lets go of its file", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4));
  submit(ring, cancel(2, 1));
  kernel.write(writeEnd, bytes("abcd"));
  assertEquals(results(ring), [[2, 0], [1, "ECANCELED"]]);
  assertEquals(kernel.read(readEnd, new Uint8Array(8)), 4);
  kernel.close(readEnd);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a read that was woken and is cancelled before it goes on takes no bytes either", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4));
  submit(ring, write(2, writeEnd, bytes("abcd")), cancel(3, 1));
  assertEquals(results(ring), [[2, 4], [3, 0], [1, "ECANCELED"]]);
  assertEquals(kernel.read(readEnd, new Uint8Array(8)), 4);
});

Deno.test("timeouts expire with ETIME, which is no success, and can be cancelled", () => {
  const { kernel, ring } = set();
  submit(ring, timeout(1, 1_000, LINK), nop(2), timeout(3, 10_000_000));
  assertEquals(ring.enter(0, 2), 0);
  assertEquals(kernel.clockGettime(), 1_000);
  submit(ring, cancel(4, 3));
  assertEquals(results(ring), [[1, "ETIME"], [2, "ECANCELED"], [4, 0], [3, "ECANCELED"]]);
});

function listening(kernel: ReturnType<typeof createModelKernel>): { listener: number; connect: () => void } {
  const listener = opened(kernel.socket(O_NONBLOCK));
  kernel.bind(listener, "orders");
  kernel.listen(listener, 64);
  return { listener, connect: () => void kernel.connect(opened(kernel.socket(0)), "orders") };
}

Deno.test("multishot accept completes once a connection, and ends when the completion queue is full", () => {
  const { kernel, ring } = set({ entries: 4, completionEntries: 4 });
  const { listener, connect } = listening(kernel);
  submit(ring, accept(1, listener, IORING_ACCEPT_MULTISHOT));
  for (let client = 0; client < 6; client++) connect();
  assertEquals(taken(ring).map(({ flags }) => flags), [2, 2, 2, 2].map(() => IORING_CQE_F_MORE));
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
  ring.enter(0, 0);
  const [last, ...others] = taken(ring);
  assertEquals([last?.flags, others.length], [0, 0]);
  submit(ring, accept(2, listener, IORING_ACCEPT_MULTISHOT));
  submit(ring, cancel(3, 2));
  const [sixth, ...rest] = taken(ring);
  assert(typeof sixth?.res === "number");
  assertEquals(rest.map(({ userData, res, flags }) => [userData, res, flags]), [[3, 0, 0], [2, "ECANCELED", 0]]);
});

Deno.test("accept says what the call would say of things that cannot be accepted from", () => {
  const { kernel, ring } = set();
  const { listener } = listening(kernel);
  const [end] = opened(kernel.socketpair(0));
  submit(ring, accept(1, listener), accept(2, end), accept(3, opened(kernel.memfdCreate())), accept(4, 999));
  kernel.shutdown(listener, SHUT_RD);
  assertEquals(results(ring), [[2, "EINVAL"], [3, "ENOTSOCK"], [4, "EBADF"], [1, "EAGAIN"]]);
});

Deno.test("an eventfd wakes its reads one value at a time", () => {
  const { kernel, ring } = set();
  const counter = opened(kernel.eventfd(0, 0));
  submit(ring, read(1, counter, 8), read(2, counter, 8), read(3, counter, 4));
  assertEquals(results(ring), [[3, "EINVAL"]]);
  kernel.write(counter, Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0));
  assertEquals(results(ring), [[2, 8]]);
});

Deno.test("reads of a file take the device's time, as many at once as it has lanes", () => {
  const { kernel, ring } = set({}, { device: { lanes: 2, latencyNs: () => 1_000 } });
  const file = opened(kernel.memfdCreate());
  kernel.pwrite(file, bytes("0123456789"), 0);
  submit(ring, read(1, file, 4), read(2, file, 4, { offset: 4 }), read(3, file, 4, { offset: 8 }));
  assertEquals(results(ring), []);
  ring.enter(0, 2);
  assertEquals(kernel.clockGettime(), 1_000);
  assertEquals(results(ring), [[1, 4], [2, 4]]);
  ring.enter(0, 1);
  assertEquals(kernel.clockGettime(), 2_000);
  assertEquals(results(ring), [[3, 2]]);
});

Deno.test("a file operation is cancelled while it queues, and not when a lane has begun with it", () => {
  const { kernel, ring } = set({}, { device: { lanes: 1 } });
  const file = opened(kernel.memfdCreate());
  submit(ring, write(1, file, bytes("abcd")), write(2, file, bytes("efgh"), { offset: 4 }));
  submit(ring, cancel(3, 1), cancel(4, 2));
  assertEquals(results(ring), [[3, "EALREADY"], [4, 0], [2, "ECANCELED"]]);
  ring.enter(0, 1);
  assertEquals(results(ring), [[1, 4]]);
  assertEquals(kernel.pread(file, new Uint8Array(9), 0), 4);
});

Deno.test("a buffer is the kernel's until the completion: what is written is what is in it then", () => {
  const { kernel, ring } = set();
  const file = opened(kernel.memfdCreate());
  const buffer = bytes("first");
  submit(ring, write(1, file, buffer));
  buffer.set(bytes("later"));
  ring.enter(0, 1);
  const found = new Uint8Array(5);
  kernel.pread(file, found, 0);
  assertEquals(text(found), "later");
});

Deno.test("a device may move fewer bytes than it was asked, which breaks a chain, or fail", () => {
  const moves = ({ number, bytes }: { number: number; bytes: number }) => number === 1 ? "EIO" : bytes - 1;
  const { kernel, ring } = set({}, { device: { moves } });
  const file = opened(kernel.memfdCreate());
  kernel.pwrite(file, bytes("0123456789"), 0);
  submit(ring, read(1, file, 4, { flags: LINK }), nop(2), read(3, file, 4));
  ring.enter(0, 3);
  assertEquals(results(ring), [[1, 3], [3, "EIO"], [2, "ECANCELED"]]);
});

Deno.test("offset -1 reads at the file's position and moves it; other negative ones are refused", () => {
  const { kernel, ring } = set();
  const file = opened(kernel.memfdCreate());
  kernel.write(file, bytes("0123456789"));
  submit(ring, read(1, file, 4, { offset: -5 }), write(2, file, bytes("ab"), { offset: -1 }));
  ring.enter(0, 2);
  assertEquals(results(ring), [[1, "EINVAL"], [2, 2]]);
  assertEquals(kernel.pread(file, new Uint8Array(99), 0), 12);
});

Deno.test("a ring is a descriptor: epoll watches it, and closing it cancels what is under way without a word", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = opened(kernel.pipe2(0));
  const epfd = opened(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ring.fd, { events: EPOLLIN, data: 7 });
  submit(ring, read(1, readEnd, 4));
  kernel.at(3_000, () => kernel.write(writeEnd, bytes("abcd")));
  assertEquals(kernel.epollWait(epfd, 8, -1), [{ events: EPOLLIN, data: 7 }]);
  assertEquals(kernel.clockGettime(), 3_000);
  assertEquals(results(ring), [[1, 4]]);
  submit(ring, read(2, readEnd, 4));
  kernel.close(readEnd);
  kernel.close(ring.fd);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a slot that does not exist and a word that is no whole number are refused, with the remedy", () => {
  const { ring } = set();
  assertThrows(() => ring.submission.fill(8, nop(1)), RangeError, "count & mask");
  assertThrows(() => ring.completion.at(-1), RangeError, "count & mask");
  assertThrows(() => ring.submission.fill(0, nop(0.5)), RangeError, "whole number");
});
