// fails: the server sleeps while a scanner does not read, and afterwards
// says: A socket with room is always writable

// Asks for EPOLLOUT when a rest is left, and never stops asking.
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
  readonly buffer: Uint8Array;
  /** What of the buffer has been read and not yet written: from `start` to `end`. */
  start: number;
  end: number;
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
    connections.set(fd, { fd, buffer: new Uint8Array(BUFFER_BYTES), start: 0, end: 0, interest: EPOLLIN });
    must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));
  }

  /** Closing takes the descriptor out of the interest list too: nobody has a copy of it. */
  function close(fd: number): void {
    connections.delete(fd);
    kernel.close(fd);
  }

  function turn(connection: Connection): void {
    const { fd, buffer } = connection;
    if (connection.start === connection.end) {
      const count = kernel.read(fd, buffer);
      if (count === "EAGAIN") return;
      // At the end everything has been written: there was no reading while there was a rest.
      if (isErrno(count) || count === 0) return close(fd);
      connection.start = 0;
      connection.end = count;
    }
    const written = kernel.write(fd, buffer.subarray(connection.start, connection.end));
    if (isErrno(written) && written !== "EAGAIN") return close(fd);
    if (!isErrno(written)) connection.start += written;
    const interest = connection.start === connection.end ? connection.interest | EPOLLIN : EPOLLOUT;
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
