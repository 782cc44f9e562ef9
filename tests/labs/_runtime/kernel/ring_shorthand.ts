/** A ring for tests: entries in a shorter notation, and what completed of them. */
import { assertEquals } from "@std/assert";
import {
  type Completion,
  createModelKernel,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  type ModelOptions,
  type ModelRing,
  type ModelRingOptions,
  must,
  O_NONBLOCK,
  type Submission,
} from "../../../../labs/_runtime/kernel/mod.ts";

/** The entry behind this one begins when it has succeeded. */
export const LINK = IOSQE_IO_LINK;

/** A kernel, and a ring of eight entries unless told otherwise. */
export function set(options: Partial<ModelRingOptions> = {}, model: Partial<ModelOptions> = {}) {
  const kernel = createModelKernel(model);
  const ring = must(kernel.ioUringSetup({ entries: 8, ...options }));
  return { kernel, ring };
}

/** Puts entries into the submission queue, and does not enter. */
export function push(ring: ModelRing, ...entries: readonly Submission[]): void {
  for (const entry of entries) {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail += 1;
  }
}

/** Puts entries into the submission queue and has the kernel take them all. */
export function submit(ring: ModelRing, ...entries: readonly Submission[]): void {
  push(ring, ...entries);
  assertEquals(ring.enter(entries.length, 0), entries.length);
}

/** Takes what stands in the completion queue, oldest first. */
export function taken(ring: ModelRing, most = Infinity): Completion[] {
  const completions: Completion[] = [];
  while (ring.completion.head !== ring.completion.tail && completions.length < most) {
    completions.push(ring.completion.at(ring.completion.head & ring.completion.mask));
    ring.completion.head += 1;
  }
  return completions;
}

/** What was completed: the program's word and the result. */
export function results(ring: ModelRing): (readonly [number, number | string])[] {
  return taken(ring).map(({ userData, res }) => [userData, res] as const);
}

/** An operation that completes at once. */
export const nop = (userData: number, flags = 0): Submission => ({ opcode: IORING_OP_NOP, userData, flags });
/** Cancels the operation whose word is `target`. */
export const cancel = (userData: number, target: number): Submission => ({
  opcode: IORING_OP_ASYNC_CANCEL,
  userData,
  target,
});
/** Expires after so many nanoseconds. */
export const timeout = (userData: number, timeoutNs: number, flags = 0): Submission => ({
  opcode: IORING_OP_TIMEOUT,
  userData,
  timeoutNs,
  flags,
});
/** Accepts a connection. */
export const accept = (userData: number, fd: number, how = 0): Submission => ({
  opcode: IORING_OP_ACCEPT,
  userData,
  fd,
  how,
});

/** Reads so many bytes, or into a buffer of the test's own. */
export function read(
  userData: number,
  fd: number,
  into: number | Uint8Array,
  { offset = 0, flags = 0 } = {},
): Submission {
  const buffer = typeof into === "number" ? new Uint8Array(into) : into;
  return { opcode: IORING_OP_READ, userData, fd, buffer, offset, flags };
}

/** Writes the buffer. */
export function write(userData: number, fd: number, buffer: Uint8Array, { offset = 0, flags = 0 } = {}): Submission {
  return { opcode: IORING_OP_WRITE, userData, fd, buffer, offset, flags };
}

/** The text as bytes; `text` is the way back. */
export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (buffer: Uint8Array) => new TextDecoder().decode(buffer);

/** A listening socket, and a way to connect to it. */
export function listening(kernel: ReturnType<typeof createModelKernel>): { listener: number; connect: () => void } {
  const listener = must(kernel.socket(O_NONBLOCK));
  kernel.bind(listener, "orders");
  kernel.listen(listener, 64);
  return { listener, connect: () => void kernel.connect(must(kernel.socket(0)), "orders") };
}
