// Registered once, for both edges, and never changed: each edge is worked off until EAGAIN.
import { EPOLL_CTL_ADD, EPOLLET, EPOLLIN, EPOLLOUT, isErrno, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";

class Connection {
  rest = new Uint8Array();
  readonly kernel: Kernel;
  readonly fd: number;

  constructor(kernel: Kernel, fd: number) {
    this.kernel = kernel;
    this.fd = fd;
  }

  /** Goes on until the socket says EAGAIN in the direction that is next; false when the connection is over. */
  workOff(): boolean {
    for (;;) {
      while (this.rest.length > 0) {
        const written = this.kernel.write(this.fd, this.rest);
        if (isErrno(written)) return written === "EAGAIN";
        this.rest = this.rest.subarray(written);
      }
      const buffer = new Uint8Array(4_096);
      const count = this.kernel.read(this.fd, buffer);
      if (count === 0) return false;
      if (isErrno(count)) return count === "EAGAIN";
      this.rest = buffer.subarray(0, count);
    }
  }
}

export function serve(kernel: Kernel, listener: number, stop: number): void {
  const epfd = kernel.epollCreate1() as number;
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });
  const connections: Record<number, Connection> = {};
  let stopping = false;
  while (!stopping) {
    const events = must(kernel.epollWait(epfd, 8, -1));
    for (const { data } of events) {
      if (data === stop) stopping = true;
      else if (data === listener) {
        for (let fd = kernel.accept4(listener, O_NONBLOCK); !isErrno(fd); fd = kernel.accept4(listener, O_NONBLOCK)) {
          connections[fd] = new Connection(kernel, fd);
          kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLOUT | EPOLLET, data: fd });
        }
      } else if (connections[data]?.workOff() === false) {
        delete connections[data];
        kernel.close(data);
      }
    }
  }
  for (const fd of Object.keys(connections)) kernel.close(Number(fd));
  kernel.close(epfd);
}
