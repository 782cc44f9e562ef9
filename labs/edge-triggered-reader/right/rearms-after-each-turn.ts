/** Another way: no list of its own. EPOLL_CTL_MOD looks once more, and an entry that is still ready goes to the kernel's list. */
import { EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLLET, EPOLLIN, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

export function readDepots(kernel: Kernel, depots: readonly number[], received: Received): void {
  const epfd = must(kernel.epollCreate1());
  const listen = (op: number, data: number) => kernel.epollCtl(epfd, op, data, { events: EPOLLIN | EPOLLET, data });
  for (const depot of depots) listen(EPOLL_CTL_ADD, depot);
  const buffer = new Uint8Array(16_384);
  let open = depots.length;
  while (open > 0) {
    const events = must(kernel.epollWait(epfd, 64, -1));
    for (const { data: depot } of events) {
      const count = kernel.read(depot, buffer);
      if (count === "EAGAIN") continue;
      if (isErrno(count) || count === 0) {
        kernel.close(depot);
        open -= 1;
        continue;
      }
      received(depot, buffer.slice(0, count));
      listen(EPOLL_CTL_MOD, depot);
    }
  }
}
