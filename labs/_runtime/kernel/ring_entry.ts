/**
 * What can be said of an entry alone: whether it makes sense, and whether a result is what it asked for.
 *
 * Follows the `prep` functions of io_uring, and `req_set_fail`.
 */
import { isErrno, type Returned } from "./errno.ts";
import { has } from "./flags.ts";
import type { Submission } from "./submission.ts";
import {
  IORING_ACCEPT_MULTISHOT,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
} from "./ring_flags.ts";

/** True of an entry that can be begun; whether its descriptor is open is only looked at then. */
export function makesSense(entry: Submission): boolean {
  switch (entry.opcode) {
    case IORING_OP_NOP:
    case IORING_OP_READ:
    case IORING_OP_WRITE:
    case IORING_OP_ASYNC_CANCEL:
      return true;
    case IORING_OP_ACCEPT:
      return !has(entry.how, ~IORING_ACCEPT_MULTISHOT);
    case IORING_OP_TIMEOUT:
      return entry.timeoutNs >= 0;
    default:
      return false;
  }
}

/** True when it went as asked, so that the next one in the chain may rely on it. A short read or write has not. */
export function succeeded(entry: Submission, res: Returned<number>): boolean {
  if (isErrno(res)) return false;
  return !("buffer" in entry) || res === entry.buffer.length;
}
