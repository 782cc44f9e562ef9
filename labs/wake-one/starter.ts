import { EPOLL_CTL_ADD, EPOLLIN, isErrno, must, type ThreadKernel } from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";

/** One of four workers on the same listener: serves connections until `stop` can be read. */
export function* work(kernel: ThreadKernel, { listener, stop, serve }: Hub): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  for (;;) {
    const events = must(yield* kernel.epollWait(epfd, 2, -1));
    if (events.some(({ data }) => data === stop)) return;
    const connection = yield* kernel.accept4(listener, 0);
    if (!isErrno(connection)) yield* serve(connection);
  }
}

/** What the workers share. */
export interface Hub {
  /** Listens; non-blocking. */
  readonly listener: number;
  /** An eventfd, not readable yet. Nobody reads it: it stays readable for all. */
  readonly stop: number;
  /** `yield* serve(connection)`: serves until the client hangs up, and closes the connection. The thread sleeps meanwhile. */
  readonly serve: (connection: number) => Coroutine<void>;
}
