/**
 * `struct io_uring_sqe` and `struct io_uring_cqe`: a submission as the 64 bytes that Linux reads, and a completion out of 16.
 *
 * Linux gets addresses of memory, and uses them until the operation has completed. So whatever an entry points to must neither move
 * nor be collected until then: `Pinned` is what the ring has to hold on to.
 */
import type { Errno } from "./errno.ts";
import {
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_TIMEOUT,
} from "./ring_flags.ts";
import type { Completion, Submission } from "./submission.ts";

const NS_PER_SECOND = 1_000_000_000;

/** What an entry points to, if anything. */
export type Pinned = Uint8Array | BigInt64Array | null;

/** Writes the entry; `real` translates descriptors. Returns what has to stay where it is. */
export function putSubmission(slot: DataView, entry: Submission, real: (fd: number) => number): Pinned {
  new Uint8Array(slot.buffer, slot.byteOffset, slot.byteLength).fill(0);
  slot.setUint8(0, entry.opcode);
  slot.setUint8(1, entry.flags ?? 0);
  slot.setBigUint64(32, BigInt(entry.userData), true);
  switch (entry.opcode) {
    case IORING_OP_NOP:
      return null;
    case IORING_OP_TIMEOUT: {
      const seconds = Math.floor(entry.timeoutNs / NS_PER_SECOND);
      const timespec = BigInt64Array.of(BigInt(seconds), BigInt(Math.round(entry.timeoutNs - seconds * NS_PER_SECOND)));
      putAddress(slot, timespec);
      slot.setUint32(24, 1, true);
      return timespec;
    }
    case IORING_OP_ASYNC_CANCEL:
      slot.setInt32(4, -1, true);
      slot.setBigUint64(16, BigInt(entry.target), true);
      return null;
    case IORING_OP_ACCEPT:
      slot.setInt32(4, real(entry.fd), true);
      slot.setUint16(2, entry.how, true);
      return null;
    default:
      slot.setInt32(4, real(entry.fd), true);
      slot.setBigInt64(8, BigInt(entry.offset), true);
      putAddress(slot, entry.buffer);
      slot.setUint32(24, entry.buffer.length, true);
      return entry.buffer;
  }
}

/** Reads a completion. Of its flags, those that `submission.ts` does not speak of are left out. */
export function takeCompletion(slot: DataView, nameOf: (number: number) => Errno): Completion {
  const res = slot.getInt32(8, true);
  return {
    userData: Number(slot.getBigUint64(0, true)),
    res: res < 0 ? nameOf(-res) : res,
    flags: slot.getUint32(12, true) & IORING_CQE_F_MORE,
  };
}

/** To ask for its address makes V8 move a small array out of its heap, where it stays. */
function putAddress(slot: DataView, memory: Uint8Array | BigInt64Array): void {
  const pointer = Deno.UnsafePointer.of(memory as Uint8Array<ArrayBuffer>);
  slot.setBigUint64(16, pointer === null ? 0n : Deno.UnsafePointer.value(pointer), true);
}
