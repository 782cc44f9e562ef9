// fails: each worker takes its share of connections that come one by one
// says: took 28, 0, 0, 0

import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  isErrno,
  must,
  type ThreadKernel,
} from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

// EPOLL_CTL_MOD returns EINVAL for an exclusive entry, and nobody looks.
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const connections = { events: EPOLLIN | EPOLLEXCLUSIVE, data: listener };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) continue;
    kernel.epollCtl(epfd, EPOLL_CTL_MOD, listener, connections);
    yield* serve(connection);
  }
}
