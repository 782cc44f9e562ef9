/** What the example compares the learner's server with. */
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLIN,
  isErrno,
  must,
  O_NONBLOCK,
  type ThreadKernel,
} from "@interleave/kernel";
import type { Coroutine } from "@interleave/scheduler";

/** The same service on one thread: it sleeps in one place only, and hears there of all. */
export function* epollServer(kernel: ThreadKernel, listener: number): Coroutine<void> {
  const epfd = must(kernel.epollCreate1());
  const buffer = new Uint8Array(4_096);
  kernel.fcntlSetfl(listener, O_NONBLOCK);
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  let open = true;
  let connections = 0;
  while (open || connections > 0) {
    for (const { data: fd } of must(yield* kernel.epollWait(epfd, 64, -1))) {
      if (fd === listener) {
        const connection = yield* kernel.accept4(listener, O_NONBLOCK);
        if (!isErrno(connection)) {
          connections += 1;
          kernel.epollCtl(epfd, EPOLL_CTL_ADD, connection, { events: EPOLLIN, data: connection });
        } else {
          // A listener that was shut down is readable for ever, and says no more than EAGAIN.
          kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
          open = false;
        }
        continue;
      }
      const count = yield* kernel.read(fd, buffer);
      if (count === "EAGAIN") continue;
      if (isErrno(count) || count === 0) {
        connections -= 1;
        kernel.close(fd);
      } else yield* kernel.write(fd, buffer.subarray(0, count));
    }
  }
}
