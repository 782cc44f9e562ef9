// fails: no more than 64 KiB are held of a scanner
// says: may send for as long as the server reads

// Reads whatever comes, and keeps it until the scanner takes it.
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLIN,
  EPOLLOUT,
  isErrno,
  type Kernel,
  must,
  O_NONBLOCK,
} from "@interleave/kernel";

/** As much as is read at once, and as much as is held of one scanner. */
const BUFFER_BYTES = 16_384;

/** A scanner's connection. Either there is a rest to write, or it is read from: never both. */
interface Connection {
  readonly fd: number;
  /** What has been read and not yet written. */
  rest: Uint8Array[];
  /** What epoll is asked to tell. */
  interest: number;
}

/**
 * Sends every byte back to the scanner that it came from, until `stop` can be read; then closes all that it opened.
 *
 * @param listener a socket that listens, non-blocking
 * @param stop an eventfd
 */
export function serve(kernel: Kernel, listener: number, stop: number): void {
  const epfd = must(kernel.epollCreate1());
  const connections = new Map<number, Connection>();
  for (const fd of [listener, stop]) must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));

  function accept(): void {
    const fd = kernel.accept4(listener, O_NONBLOCK);
    if (isErrno(fd)) return;
    connections.set(fd, { fd, rest: [], interest: EPOLLIN });
    must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));
  }

  /** Closing takes the descriptor out of the interest list too: nobody has a copy of it. */
  function close(fd: number): void {
    connections.delete(fd);
    kernel.close(fd);
  }

  function turn(connection: Connection): void {
    const { fd, rest } = connection;
    const buffer = new Uint8Array(BUFFER_BYTES);
    const count = kernel.read(fd, buffer);
    if (count === 0 && rest.length === 0) return close(fd);
    if (isErrno(count) && count !== "EAGAIN") return close(fd);
    if (!isErrno(count) && count > 0) rest.push(buffer.subarray(0, count));
    while (rest.length > 0) {
      const written = kernel.write(fd, rest[0]!);
      if (written === "EAGAIN") break;
      if (isErrno(written)) return close(fd);
      if (written < rest[0]!.length) rest[0] = rest[0]!.subarray(written);
      else rest.shift();
    }
    const interest = rest.length === 0 ? EPOLLIN : EPOLLIN | EPOLLOUT;
    if (interest === connection.interest) return;
    connection.interest = interest;
    must(kernel.epollCtl(epfd, EPOLL_CTL_MOD, fd, { events: interest, data: fd }));
  }

  for (;;) {
    for (const { data: fd } of must(kernel.epollWait(epfd, 64, -1))) {
      if (fd === stop) {
        for (const open of [...connections.keys(), epfd]) kernel.close(open);
        return;
      }
      const connection = connections.get(fd);
      if (fd === listener) accept();
      else if (connection !== undefined) turn(connection);
    }
  }
}
