// Reads on while it writes, up to 32 KiB, and remembers the end until the rest is written.
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

const MARK = 32_768;

interface Peer {
  queue: Uint8Array[];
  bytes: number;
  ended: boolean;
  interest: number;
}

export function serve(kernel: Kernel, listener: number, stop: number): void {
  const epfd = kernel.epollCreate1() as number;
  const peers = new Map<number, Peer>();
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, stop, { events: EPOLLIN, data: stop });

  /** False when the connection is over. */
  const fill = (fd: number, peer: Peer): boolean => {
    if (peer.ended || peer.bytes >= MARK) return true;
    const chunk = new Uint8Array(MARK / 2);
    const count = kernel.read(fd, chunk);
    if (isErrno(count)) return count === "EAGAIN";
    if (count === 0) peer.ended = true;
    else peer.queue.push(chunk.subarray(0, count));
    peer.bytes += count;
    return true;
  };
  const flush = (fd: number, peer: Peer): boolean => {
    while (peer.queue.length > 0) {
      const [first] = peer.queue as [Uint8Array];
      const count = kernel.write(fd, first);
      if (isErrno(count)) return count === "EAGAIN";
      peer.bytes -= count;
      peer.queue.shift();
      if (count < first.length) peer.queue.unshift(first.subarray(count));
    }
    return !peer.ended;
  };

  for (;;) {
    const events = must(kernel.epollWait(epfd, 1_000, 60_000));
    for (const { data: fd } of events) {
      if (fd === stop) {
        for (const open of peers.keys()) kernel.close(open);
        kernel.close(epfd);
        return;
      }
      if (fd === listener) {
        const accepted = kernel.accept4(listener, 0);
        if (isErrno(accepted)) continue;
        kernel.fcntlSetfl(accepted, O_NONBLOCK);
        peers.set(accepted, { queue: [], bytes: 0, ended: false, interest: EPOLLIN });
        kernel.epollCtl(epfd, EPOLL_CTL_ADD, accepted, { events: EPOLLIN, data: accepted });
        continue;
      }
      const peer = peers.get(fd);
      if (peer === undefined) continue;
      if (!fill(fd, peer) || !flush(fd, peer)) {
        peers.delete(fd);
        kernel.close(fd);
        continue;
      }
      const interest = (peer.ended || peer.bytes >= MARK ? 0 : EPOLLIN) | (peer.bytes > 0 ? EPOLLOUT : 0);
      if (interest !== peer.interest) kernel.epollCtl(epfd, EPOLL_CTL_MOD, fd, { events: interest, data: fd });
      peer.interest = interest;
    }
  }
}
