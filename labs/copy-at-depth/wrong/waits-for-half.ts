// fails: depth operations are under way as long as there is something to copy
// says: to be under way whenever copy sleeps

// Sleeps until half of the operations have completed, to save system calls: the others' places stay empty meanwhile.
import {
  type Completion,
  type Errno,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_READ,
  IORING_OP_WRITE,
  isErrno,
  type Ring,
  type Submission,
  type Transfer,
} from "@interleave/kernel";

/** What is to be copied, and how. */
export interface CopyOptions {
  /** Descriptors of two regular files. */
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** Bytes of one operation, at most. */
  readonly blockBytes: number;
  /** Operations under way, at most. */
  readonly depth: number;
  /** True from the moment on at which the copy is no longer wanted. */
  readonly cancelled: () => boolean;
}

/** Yields what it wants done, and is resumed with how many bytes were moved. */
type Copier = Generator<Omit<Transfer, "userData">, void, number>;

/** Copies one file to another; nothing is under way any more when it returns. */
export function copy(ring: Ring, options: CopyOptions): "copied" | "cancelled" | Errno {
  const { from, to, bytes, blockBytes, depth, cancelled } = options;
  let outcome: "copied" | "cancelled" | Errno = "copied";
  let [nextBlock, lastWord, pushed] = [0, 0, 0];
  /** Word → who waits for that operation. */
  const waiting = new Map<number, Copier>();

  function* copier(): Copier {
    const buffer = new Uint8Array(blockBytes);
    while (nextBlock < bytes) {
      let offset = nextBlock;
      const end = Math.min(offset + blockBytes, bytes);
      nextBlock = end;
      while (offset < end) {
        const block = buffer.subarray(0, end - offset);
        const count = yield { opcode: IORING_OP_READ, fd: from, buffer: block, offset };
        for (let written = 0; written < count;) {
          const rest = buffer.subarray(written, count);
          written += yield { opcode: IORING_OP_WRITE, fd: to, buffer: rest, offset: offset + written };
        }
        offset += count;
      }
    }
  }

  function push(entry: Submission): void {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail += 1;
    pushed += 1;
  }

  function resume(one: Copier, count: number): void {
    const { value: transfer, done } = one.next(count);
    if (done) return;
    lastWord += 1;
    waiting.set(lastWord, one);
    push({ ...transfer, userData: lastWord });
  }

  /** Submits what was pushed, sleeps, and takes what has completed. */
  function wake(): Completion[] {
    ring.enter(pushed, Math.ceil(waiting.size / 2));
    pushed = 0;
    const taken: Completion[] = [];
    for (; ring.completion.head !== ring.completion.tail; ring.completion.head += 1) {
      taken.push(ring.completion.at(ring.completion.head & ring.completion.mask));
    }
    return taken;
  }

  /** Ends the copy: what is under way is to be cancelled. */
  function stop(why: "cancelled" | Errno): void {
    outcome = why;
    for (const target of waiting.keys()) {
      lastWord += 1;
      push({ opcode: IORING_OP_ASYNC_CANCEL, userData: lastWord, target });
    }
  }

  if (cancelled()) return "cancelled";
  for (let count = 0; count < depth; count++) resume(copier(), 0);
  while (waiting.size > 0) {
    // Completions of cancellations belong to nobody here.
    const ended = wake().flatMap(({ userData, res }) => {
      const one = waiting.get(userData);
      waiting.delete(userData);
      return one === undefined ? [] : [{ one, res }];
    });
    if (outcome !== "copied") continue;
    const failed = ended.map(({ res }) => res).find((res) => isErrno(res));
    if (failed !== undefined) stop(failed);
    else if (cancelled()) stop("cancelled");
    else for (const { one, res } of ended) resume(one, res as number);
  }
  return outcome;
}
