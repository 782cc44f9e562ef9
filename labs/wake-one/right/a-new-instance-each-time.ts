/** Another way: a fresh instance for each connection, which stands at the end of every queue by being new. */
import { EPOLL_CTL_ADD, EPOLLET, EPOLLEXCLUSIVE, EPOLLIN, isErrno, must, type ThreadKernel } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";
import type { Hub } from "../starter.ts";

export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  for (;;) {
    const epfd = must(kernel.epollCreate1());
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN | EPOLLET | EPOLLEXCLUSIVE, data: listener });
    const events = yield* kernel.epollWait(epfd, 2, -1);
    kernel.close(epfd);
    if (isErrno(events)) throw new Error(events);
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (!isErrno(connection)) yield* serve(connection);
  }
}
