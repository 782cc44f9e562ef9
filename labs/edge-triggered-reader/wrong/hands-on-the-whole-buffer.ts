// fails: each depot's bytes are handed on in order
// says: something else

import { EPOLL_CTL_ADD, EPOLLET, EPOLLIN, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

/** What one depot may take up before the others are looked at. */
const TURN_BYTES = 65_536;

// Hands on the buffer, and with it what the one before had said.
export function readDepots(kernel: Kernel, depots: readonly number[], received: Received): void {
  const epfd = must(kernel.epollCreate1());
  for (const depot of depots) kernel.epollCtl(epfd, EPOLL_CTL_ADD, depot, { events: EPOLLIN | EPOLLET, data: depot });

  const buffer = new Uint8Array(4_096);
  const open = new Set(depots);
  /** Depots that had something when last seen: the kernel has told us and will not tell us again. */
  const undrained = new Set<number>();

  /** Reads what the depot may have in one turn; true when there may be more. */
  function takeTurn(depot: number): boolean {
    for (let taken = 0; taken < TURN_BYTES;) {
      const count = kernel.read(depot, buffer);
      if (count === "EAGAIN") return false;
      if (isErrno(count) || count === 0) {
        kernel.close(depot);
        open.delete(depot);
        return false;
      }
      received(depot, buffer.slice());
      taken += count;
    }
    return true;
  }

  while (open.size > 0) {
    const events = must(kernel.epollWait(epfd, 16, undrained.size > 0 ? 0 : -1));
    for (const { data } of events) undrained.add(data);
    for (const depot of [...undrained]) {
      undrained.delete(depot);
      if (takeTurn(depot)) undrained.add(depot);
    }
  }
}
