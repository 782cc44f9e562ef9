import { type Errno, IORING_OP_READ, IORING_OP_WRITE, isErrno, type Ring, type Transfer } from "@interleave/kernel";

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

/** Copies one file to another; nothing is under way any more when it returns. */
export function copy(ring: Ring, { from, to, bytes, blockBytes }: CopyOptions): "copied" | "cancelled" | Errno {
  const buffer = new Uint8Array(blockBytes);
  for (let offset = 0; offset < bytes; offset += blockBytes) {
    const block = buffer.subarray(0, Math.min(blockBytes, bytes - offset));
    for (const [opcode, fd] of [[IORING_OP_READ, from], [IORING_OP_WRITE, to]] as const) {
      const res = carryOut(ring, { opcode, fd, buffer: block, offset, userData: offset });
      if (isErrno(res)) return res;
    }
  }
  return "copied";
}

/** Has one operation done, and waits for it. */
function carryOut({ submission, completion, enter }: Ring, transfer: Transfer): number | Errno {
  submission.fill(submission.tail & submission.mask, transfer);
  submission.tail += 1;
  enter(1, 1);
  const { res } = completion.at(completion.head & completion.mask);
  completion.head += 1;
  return res;
}
