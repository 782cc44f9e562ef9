import { type Coroutine, EPOLLIN, isErrno, O_NONBLOCK, type Thread, type ThreadKernel } from "@interleave/kernel";

/** Sleeps in `poll` and never in `read`: one place to wait, and woken for scans only. */
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  let connection = yield* kernel.accept4(listener, O_NONBLOCK);
  while (!isErrno(connection)) {
    const fd = connection;
    if (isErrno(kernel.spawn(`connection ${fd}`, (thread) => answer(kernel, fd, thread)))) kernel.close(fd);
    connection = yield* kernel.accept4(listener, O_NONBLOCK);
  }
}

function* answer(kernel: ThreadKernel, fd: number, thread: Thread): Coroutine<void> {
  const buffer = thread.stack.array(4_096);
  try {
    for (;;) {
      yield* kernel.poll([{ fd, events: EPOLLIN }], -1);
      const count = yield* kernel.read(fd, buffer);
      if (count === "EAGAIN") continue;
      if (isErrno(count) || count === 0) return;
      kernel.fcntlSetfl(fd, 0);
      yield* kernel.write(fd, buffer.subarray(0, count));
      kernel.fcntlSetfl(fd, O_NONBLOCK);
    }
  } finally {
    kernel.close(fd);
  }
}
