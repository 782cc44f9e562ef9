import {
  type Errno,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_READ,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  isErrno,
  type Ring,
  type Submission,
} from "@interleave/kernel";

interface CopyOptions {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly blockBytes: number;
  readonly depth: number;
  readonly cancelled: () => boolean;
}

/** A read and the write that is linked behind it. Their words are 2n and 2n + 1. */
interface Pair {
  readonly offset: number;
  readonly end: number;
  readonly buffer: Uint8Array;
  read: number | Errno | null;
  write: number | Errno | null;
}

// The kernel goes on from read to write by itself. After a short read it cancels the write, and half of the pair is begun anew.
export function copy(ring: Ring, { from, to, bytes, blockBytes, depth, cancelled }: CopyOptions) {
  const pairs = new Map<number, Pair>();
  const todo: (readonly [offset: number, end: number])[] = [];
  let [next, last, toSubmit] = [0, 0, 0];
  let end: "copied" | "cancelled" | Errno = "copied";

  function push(entry: Submission): void {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail += 1;
    toSubmit += 1;
  }

  function begin(offset: number, to_: number): void {
    last += 1;
    const pair: Pair = { offset, end: to_, buffer: new Uint8Array(to_ - offset), read: null, write: null };
    pairs.set(last, pair);
    const { buffer } = pair;
    push({ opcode: IORING_OP_READ, fd: from, buffer, offset, userData: 2 * last, flags: IOSQE_IO_LINK });
    push({ opcode: IORING_OP_WRITE, fd: to, buffer, offset, userData: 2 * last + 1 });
  }

  function refill(): void {
    while (pairs.size < depth) {
      const rest = todo.pop();
      if (rest !== undefined) begin(...rest);
      else if (next < bytes) begin(next, next = Math.min(next + blockBytes, bytes));
      else return;
    }
  }

  function settle({ offset, end: to_, read, write }: Pair): void {
    if (isErrno(read!)) return fail(read);
    if (read! < to_ - offset) {
      // The write has not happened. What was read is read again, which is simple and always right.
      todo.push([offset, offset + read!], [offset + read!, to_]);
    } else if (isErrno(write!)) fail(write);
    else if (write! < to_ - offset) todo.push([offset + write!, to_]);
  }

  function fail(why: Errno): void {
    if (end === "copied") end = why;
  }

  refill();
  let asked = false;
  while (pairs.size > 0) {
    ring.enter(toSubmit, 1);
    toSubmit = 0;
    for (; ring.completion.head !== ring.completion.tail; ring.completion.head += 1) {
      const { userData, res } = ring.completion.at(ring.completion.head & ring.completion.mask);
      const word = Math.floor(userData / 2);
      const pair = pairs.get(word);
      if (pair === undefined || userData < 0) continue;
      if (userData % 2 === 0) pair.read = res;
      else pair.write = res;
      if (pair.read === null || pair.write === null) continue;
      pairs.delete(word);
      if (end === "copied") settle(pair);
    }
    if (end === "copied" && cancelled()) end = "cancelled";
    if (end === "copied") refill();
    else if (!asked) {
      asked = true;
      for (const [word, { read }] of pairs) {
        push({
          opcode: IORING_OP_ASYNC_CANCEL,
          target: 2 * word + (read === null ? 0 : 1),
          userData: 2 ** 40 + word,
        });
      }
    }
  }
  return end;
}
