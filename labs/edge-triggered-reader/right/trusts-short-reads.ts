/** Another way: a short read ends the turn, unless the event has said that the end has come too. One turn for each look. */
import { EPOLL_CTL_ADD, EPOLLET, EPOLLHUP, EPOLLIN, EPOLLRDHUP, has, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

export function readDepots(kernel: Kernel, depots: readonly number[], received: Received): void {
  const epfd = must(kernel.epollCreate1());
  const ready: number[] = [];
  const ending = new Set<number>();
  depots.forEach((fd, data) =>
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLRDHUP | EPOLLET, data })
  );
  let open = depots.length;

  function look(timeoutMs: number): void {
    const events = must(kernel.epollWait(epfd as number, 8, timeoutMs));
    for (const { data, events: bits } of events) {
      if (has(bits, EPOLLRDHUP | EPOLLHUP)) ending.add(data);
      if (!ready.includes(data)) ready.push(data);
    }
  }

  while (open > 0) {
    look(ready.length > 0 ? 0 : -1);
    const index = ready.shift();
    if (index === undefined) continue;
    const fd = depots[index]!;
    const buffer = new Uint8Array(32_768);
    const count = kernel.read(fd, buffer);
    if (count === 0) {
      kernel.close(fd);
      open -= 1;
    } else if (typeof count === "number") {
      received(fd, buffer.subarray(0, count));
      if (count === buffer.length || ending.has(index)) ready.push(index);
    }
  }
}
