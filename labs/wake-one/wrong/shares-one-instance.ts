// fails: each worker takes its share of connections that come one by one
// says: took

import { EPOLL_CTL_ADD, EPOLLET, EPOLLIN, isErrno, must, type Returned, type ThreadKernel } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

let shared: Returned<number> | undefined;

// One instance for all four, edge-triggered: one wakes, and it is the one that went to sleep last.
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  shared ??= kernel.epollCreate1();
  if (isErrno(shared)) throw new Error(`epoll_create1: ${shared}`);
  const epfd = shared;
  const connections = { events: EPOLLIN | EPOLLET, data: listener };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) continue;
    yield* serve(connection);
  }
}
