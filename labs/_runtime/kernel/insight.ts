/**
 * What a model can tell of itself that no system call tells: for drawings, traces and tests, never for programs.
 *
 * How the real one differs. Linux shows some of it elsewhere: `/proc/<pid>/fdinfo` lists what an epoll instance watches, and
 * the ioctl FIONREAD tells how many bytes wait to be read.
 */
import { Epoll } from "./epoll.ts";
import type { Machine } from "./machine.ts";
import { StreamSocket } from "./stream_socket.ts";

/** A look inside. */
export interface KernelInsight {
  /** The ready list of an epoll instance, head first, by descriptor; empty for any other descriptor. */
  readyList(epfd: number): readonly number[];
  /** Bytes that reads could take now from a pipe or a socket; 0 for any other descriptor. */
  unread(fd: number): number;
  /** Connections that wait to be accepted; 0 where nobody listens. */
  unaccepted(fd: number): number;
}

/** The look into a machine. */
export function insightInto({ table }: Pick<Machine, "table">): KernelInsight {
  return {
    readyList(epfd) {
      const object = table.get(epfd)?.object;
      return object instanceof Epoll ? object.readyList : [];
    },
    unread: (fd) => table.get(fd)?.object.unread ?? 0,
    unaccepted(fd) {
      const object = table.get(fd)?.object;
      return object instanceof StreamSocket ? object.embryos.length : 0;
    },
  };
}
