// fails: connections that come at once each get a worker
// says: began with it at

import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  isErrno,
  must,
  type ThreadKernel,
} from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

// Takes until EAGAIN, and serves one after the other what others could have served.
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const connections = { events: EPOLLIN | EPOLLEXCLUSIVE, data: listener };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const taken: number[] = [];
    for (;;) {
      const connection = yield* kernel.accept4(listener, 0);
      if (isErrno(connection)) break;
      taken.push(connection);
    }
    // To the end of the listener's queue, so that somebody else is first now.
    kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
    for (const connection of taken) yield* serve(connection);
  }
}
