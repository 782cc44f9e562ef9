import { EPOLL_CTL_ADD, EPOLLET, EPOLLIN, isErrno, type Kernel, must } from "@interleave/kernel";

/** Reads from non-blocking descriptors until each of them has come to its end: hands on whatever comes. */
export function readDepots(kernel: Kernel, depots: readonly number[], received: Received): void {
  const epfd = must(kernel.epollCreate1());
  for (const depot of depots) kernel.epollCtl(epfd, EPOLL_CTL_ADD, depot, { events: EPOLLIN | EPOLLET, data: depot });

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

/** Is given what a depot sent: the depot's descriptor, and the bytes. */
export type Received = (depot: number, bytes: Uint8Array) => void;
