// fails: the depots are registered edge-triggered
// says: without it

import { EPOLL_CTL_ADD, EPOLLIN, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// Level-triggered, everything is well, and it is another lab.
export function readDepots(kernel: Kernel, depots: readonly number[], received: Received): void {
  const epfd = must(kernel.epollCreate1());
  for (const depot of depots) kernel.epollCtl(epfd, EPOLL_CTL_ADD, depot, { events: EPOLLIN, data: depot });

  const buffer = new Uint8Array(4_096);
  const open = new Set(depots);
  while (open.size > 0) {
    const events = must(kernel.epollWait(epfd, 16, -1));
    for (const { data: depot } of events) {
      const count = kernel.read(depot, buffer);
      if (isErrno(count)) continue;
      if (count > 0) {
        received(depot, buffer.slice(0, count));
      } else {
        kernel.close(depot);
        open.delete(depot);
      }
    }
  }
}
