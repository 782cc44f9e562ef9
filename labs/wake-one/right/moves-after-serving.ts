/** Another way: serves first, every second time, and looks at the events one by one. */
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

export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const stand = () =>
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN | EPOLLEXCLUSIVE, data: listener });
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  stand();
  for (let served = 0;;) {
    const events = must(yield* kernel.epollWait(epfd, 1, -1));
    for (const { data } of events) {
      if (data === stop) return;
      const connection = yield* kernel.accept4(listener, 0);
      if (isErrno(connection)) continue;
      yield* serve(connection);
      served += 1;
      if (served % 2 > 0) continue;
      kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
      stand();
    }
  }
}
