// fails: a connection that comes alone is served at once
// says: never served

import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  EPOLLONESHOT,
  isErrno,
  must,
  type ThreadKernel,
} from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

// The two do not go together: EPOLL_CTL_ADD returns EINVAL, and nothing is registered.
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const connections = { events: EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT, data: listener };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) continue;
    // To the end of the listener's queue, so that somebody else is first now.
    kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
    yield* serve(connection);
  }
}
