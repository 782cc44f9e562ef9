// fails: a scanner that does not read holds nobody up
// says: was it made non-blocking

// A blocking socket writes all of it, for as long as that takes.
import { EPOLL_CTL_ADD, EPOLLIN, isErrno, type Kernel, must } from "@interleave/kernel";

/** As much as is read at once. */
const BUFFER_BYTES = 16_384;

/**
 * Sends every byte back to the scanner that it came from, until `stop` can be read; then closes all that it opened.
 *
 * @param listener a socket that listens, non-blocking
 * @param stop an eventfd
 */
export function serve(kernel: Kernel, listener: number, stop: number): void {
  const epfd = must(kernel.epollCreate1());
  const connections = new Set<number>();
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (const fd of [listener, stop]) must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));

  for (;;) {
    for (const { data: fd } of must(kernel.epollWait(epfd, 64, -1))) {
      if (fd === stop) {
        for (const open of [...connections, epfd]) kernel.close(open);
        return;
      }
      if (fd === listener) {
        const connection = kernel.accept4(listener, 0);
        if (isErrno(connection)) continue;
        connections.add(connection);
        must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, connection, { events: EPOLLIN, data: connection }));
        continue;
      }
      const count = kernel.read(fd, buffer);
      if (count === "EAGAIN") continue;
      if (isErrno(count) || count === 0) {
        connections.delete(fd);
        kernel.close(fd);
        continue;
      }
      for (let start = 0; start < count;) {
        const written = kernel.write(fd, buffer.subarray(start, count));
        if (isErrno(written)) break;
        start += written;
      }
    }
  }
}
