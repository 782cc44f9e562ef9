// Each event disarms its descriptor; what the connection waits for next is asked for anew. Words are numbers of its own.
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLIN,
  EPOLLONESHOT,
  EPOLLOUT,
  isErrno,
  type Kernel,
  must,
  O_NONBLOCK,
} from "@interleave/kernel";

export function serve(kernel: Kernel, listener: number, stop: number): void {
  const epfd = must(kernel.epollCreate1());
  const handlers = new Map<number, () => boolean>();
  const open = new Set<number>([epfd]);
  let words = 0;

  function watch(fd: number, events: number, handler: () => boolean): number {
    const word = ++words;
    handlers.set(word, handler);
    kernel.epollCtl(epfd as number, EPOLL_CTL_ADD, fd, { events, data: word });
    return word;
  }

  function* echo(fd: number): Generator<number, void, void> {
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const count = kernel.read(fd, buffer);
      if (count === "EAGAIN") {
        yield EPOLLIN;
        continue;
      }
      if (isErrno(count) || count === 0) return;
      for (let start = 0; start < count;) {
        const written = kernel.write(fd, buffer.subarray(start, count));
        if (written === "EAGAIN") yield EPOLLOUT;
        else if (isErrno(written)) return;
        else start += written;
      }
      yield EPOLLIN;
    }
  }

  watch(stop, EPOLLIN, () => true);
  watch(listener, EPOLLIN, () => {
    const fd = kernel.accept4(listener, O_NONBLOCK);
    if (isErrno(fd)) return false;
    open.add(fd);
    const steps = echo(fd);
    const word = watch(fd, EPOLLIN | EPOLLONESHOT, () => {
      const { value, done } = steps.next();
      if (done === true) {
        handlers.delete(word);
        open.delete(fd);
        kernel.close(fd);
      } else kernel.epollCtl(epfd, EPOLL_CTL_MOD, fd, { events: (value as number) | EPOLLONESHOT, data: word });
      return false;
    });
    return false;
  });

  for (;;) {
    const events = must(kernel.epollWait(epfd, 16, -1));
    for (const { data } of events) {
      if (handlers.get(data)?.() !== true) continue;
      for (const fd of open) kernel.close(fd);
      return;
    }
  }
}
