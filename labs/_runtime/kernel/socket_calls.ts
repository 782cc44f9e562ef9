/**
 * The calls of stream sockets: how two of them that do not know each other come to be connected.
 *
 * A server gives a socket a name and listens; a client connects to the name. The connection is complete at that moment, and the
 * client may write into it, whether or not the server has accepted: accepting only takes a connection from the queue and gives
 * it a descriptor. So a server that never accepts looks to its clients like one that does not answer.
 *
 * Follows net/unix/af_unix.c. TCP is the same for programs, with a round trip in it, and it drops what does not fit in the
 * queue where this returns EAGAIN.
 */
import type { Returned } from "./errno.ts";
import { SHUT_RD, SHUT_RDWR, SHUT_WR } from "./flags.ts";
import type { Kernel } from "./kernel.ts";
import type { Machine } from "./machine.ts";
import type { OpenFile } from "./open_file.ts";
import { StreamSocket } from "./stream_socket.ts";

/** The calls of this file. */
export type SocketCalls = Pick<
  Kernel,
  "socketpair" | "socket" | "bind" | "listen" | "connect" | "accept4" | "shutdown"
>;

/** Linux: net.core.somaxconn. A negative backlog is taken for a very large one. */
const MOST_BACKLOG = 4_096;

/** The calls, on a machine. */
export function socketCalls(machine: Machine): SocketCalls {
  const { table, names } = machine;

  /** Finds the socket and lets `act` have it, with its description. */
  function onSocket<Value>(
    fd: number,
    act: (socket: StreamSocket, file: OpenFile) => Returned<Value>,
  ): Returned<Value> {
    const file = table.get(fd);
    if (file === undefined) return "EBADF";
    return file.object instanceof StreamSocket ? act(file.object, file) : "ENOTSOCK";
  }

  return {
    socket: (flags) => machine.open(new StreamSocket(machine.segmentCost), flags),
    socketpair(flags) {
      const pair = [new StreamSocket(machine.segmentCost), new StreamSocket(machine.segmentCost)] as const;
      StreamSocket.join(...pair);
      return machine.openPair(pair, flags);
    },
    bind: (fd, name) =>
      onSocket(fd, (socket) => {
        if (socket.named) return "EINVAL";
        if (names.has(name)) return "EADDRINUSE";
        names.set(name, socket);
        socket.named = true;
        socket.onRelease = () => names.delete(name);
        return 0;
      }),
    listen: (fd, backlog) =>
      onSocket(fd, (socket) => {
        if (!socket.named || socket.state === "connected") return "EINVAL";
        socket.state = "listening";
        if (backlog > socket.backlog) socket.room.wake();
        socket.backlog = backlog < 0 ? MOST_BACKLOG : Math.min(backlog, MOST_BACKLOG);
        return 0;
      }),
    connect: (fd, name) =>
      onSocket(fd, (socket, file) => machine.finish("connect", file, () => attemptConnect(machine, socket, name))),
    /** The new descriptor is reserved first: when none is left, nothing else is looked at. */
    accept4(fd, flags) {
      if (table.get(fd) !== undefined && !table.fits(1)) return "EMFILE";
      return onSocket(fd, (listener, file) => {
        if (listener.state !== "listening") return "EINVAL";
        const embryo = machine.finish("accept", file, () => listener.nextEmbryo(file));
        return typeof embryo === "string" ? embryo : machine.open(embryo, flags);
      });
    },
    shutdown: (fd, how) =>
      onSocket(fd, (socket) => {
        if (how !== SHUT_RD && how !== SHUT_WR && how !== SHUT_RDWR) return "EINVAL";
        socket.shutdown({ read: how !== SHUT_WR, write: how !== SHUT_RD });
        return 0;
      }),
  };
}

/** Connects to whoever listens under the name; EAGAIN while too many wait to be accepted. */
export function attemptConnect({ names }: Machine, socket: StreamSocket, name: string): Returned<0> {
  const listener = names.get(name);
  if (listener?.state !== "listening" || listener.readEnded) return "ECONNREFUSED";
  if (listener.embryos.length > listener.backlog) return "EAGAIN";
  if (socket.state !== "unconnected") return socket.state === "connected" ? "EISCONN" : "EINVAL";
  const embryo = listener.sibling();
  embryo.named = true;
  StreamSocket.join(socket, embryo);
  listener.arrive(embryo);
  return 0;
}
