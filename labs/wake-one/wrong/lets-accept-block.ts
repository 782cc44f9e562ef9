// fails: a connection that comes alone wakes one worker
// says: woke 4

import { EPOLL_CTL_ADD, EPOLLIN, isErrno, must, type ThreadKernel } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

// Takes the trouble to be the EAGAIN, and makes the listener block. All wake as before.
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const connections = { events: EPOLLIN, data: listener };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, connections);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  kernel.fcntlSetfl(listener, 0);
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) continue;
    yield* serve(connection);
  }
}
