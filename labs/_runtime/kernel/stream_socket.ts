/**
 * A stream socket of the AF_UNIX family: two directions, each of which can end by itself.
 *
 * - `unconnected`: fresh. Polls as hung up.
 * - `listening`: `embryos` holds the server's ends of connections that nobody has accepted; they work already.
 * - `connected`: for good, also when the peer is gone.
 *
 * Each direction ends by `shutdown` on either side, or by closing. Bytes under way are still delivered, then reads return 0
 * and writes EPIPE. Who closes with bytes unread says that they were lost: the peer's next read returns ECONNRESET, once.
 *
 * Follows net/unix/af_unix.c. What it leaves out: datagrams, passing descriptors, urgent bytes, credentials.
 */
import type { Errno, Returned } from "./errno.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLLRDHUP } from "./flags.ts";
import type { FileObject, OpenFile } from "./open_file.ts";
import { SEGMENT_BYTES, SEND_LIMIT, WRITABLE_LIMIT } from "./segment_cost.ts";
import { WaitQueue } from "./wait_queue.ts";

/** Bytes of one write, or part of one, on their way. */
interface Segment {
  readonly bytes: Uint8Array;
  readonly cost: number;
  readonly sender: StreamSocket;
  taken: number;
}

/** What Linux says has come about when bytes or a connection arrive: it does not distinguish. */
const ARRIVED = EPOLLIN | EPOLLPRI;

/** The socket. */
export class StreamSocket implements FileObject {
  readonly queue = new WaitQueue();
  /** See above. */
  state: "unconnected" | "listening" | "connected" = "unconnected";
  /** The other end, also when it is closed. */
  peer: StreamSocket | null = null;
  /** No more bytes come, or will be sent. */
  readEnded = false;
  /** See `readEnded`. */
  writeEnded = false;
  /** Connections to be accepted, oldest first. */
  readonly embryos: StreamSocket[] = [];
  /** How many more than one of them may wait. */
  backlog = 0;
  /** Threads that wait for room among the embryos, to connect. */
  readonly room = new WaitQueue();
  /** Has a name, if only its listener's: such a socket cannot be bound again. */
  named = false;
  /** Called when the socket is closed: gives up its name. */
  onRelease: (() => void) | null = null;
  readonly #cost: (bytes: number) => number;
  readonly #received: Segment[] = [];
  /** What this socket's unread segments cost. */
  #charged = 0;
  #pendingError: Errno | null = null;

  /** A fresh socket; `cost` is what a segment is charged. */
  constructor(cost: (bytes: number) => number) {
    this.#cost = cost;
  }

  /** Makes the two each other's peers. */
  static join(one: StreamSocket, other: StreamSocket): void {
    [one.peer, other.peer] = [other, one];
    one.state = other.state = "connected";
  }

  /** Another socket of the same reckoning. */
  sibling(): StreamSocket {
    return new StreamSocket(this.#cost);
  }

  get unread(): number {
    return this.#received.reduce((sum, { bytes, taken }) => sum + bytes.length - taken, 0);
  }

  poll(): number {
    let events = 0;
    if (this.#pendingError !== null) events |= EPOLLERR;
    if (this.readEnded && this.writeEnded) events |= EPOLLHUP;
    if (this.readEnded) events |= EPOLLRDHUP | EPOLLIN;
    if (this.#received.length > 0 || this.embryos.length > 0) events |= EPOLLIN;
    if (this.state === "unconnected") events |= EPOLLHUP;
    if (this.#writable) events |= EPOLLOUT;
    return events;
  }

  read(into: Uint8Array): Returned<number> {
    if (into.length === 0) return 0;
    if (this.state !== "connected") return "EINVAL";
    let taken = 0;
    for (let segment = this.#received[0]; segment !== undefined && taken < into.length; segment = this.#received[0]) {
      const chunk = segment.bytes.subarray(segment.taken, segment.taken + into.length - taken);
      into.set(chunk, taken);
      taken += chunk.length;
      segment.taken += chunk.length;
      if (segment.taken === segment.bytes.length) segment.sender.#refund(this.#received.shift());
    }
    if (taken > 0) return taken;
    if (this.#pendingError === null) return this.readEnded ? 0 : "EAGAIN";
    const error = this.#pendingError;
    this.#pendingError = null;
    return error;
  }

  write(from: Uint8Array): Returned<number> {
    if (this.peer === null) return "ENOTCONN";
    if (this.writeEnded) return "EPIPE";
    let written = 0;
    while (written < from.length && this.#charged < SEND_LIMIT) {
      const bytes = from.slice(written, written + SEGMENT_BYTES);
      const cost = this.#cost(bytes.length);
      this.peer.#received.push({ bytes, cost, sender: this, taken: 0 });
      this.#charged += cost;
      written += bytes.length;
      this.peer.queue.wake(ARRIVED);
    }
    return written === 0 && from.length > 0 ? "EAGAIN" : written;
  }

  /** A connection waits to be accepted. */
  arrive(embryo: StreamSocket): void {
    this.embryos.push(embryo);
    this.queue.wake(ARRIVED);
  }

  /** The connection that has waited longest. When none will come any more, Linux tells so only a caller that would wait. */
  nextEmbryo(file: OpenFile): Returned<StreamSocket> {
    const embryo = this.embryos.shift();
    if (embryo === undefined) return this.readEnded && !file.nonblocking ? "EINVAL" : "EAGAIN";
    this.room.wake(EPOLLOUT);
    return embryo;
  }

  /** Ends directions here and their other halves at the peer. */
  shutdown({ read, write }: { readonly read: boolean; readonly write: boolean }): void {
    this.readEnded ||= read;
    this.writeEnded ||= write;
    this.queue.wake();
    if (this.peer === null) return;
    this.peer.readEnded ||= write;
    this.peer.writeEnded ||= read;
    this.peer.queue.wake();
  }

  release(): void {
    this.#end({ accepted: true });
  }

  /** An embryo that dies with its listener was never accepted, which its peer hears as a reset. */
  #end({ accepted }: { readonly accepted: boolean }): void {
    this.onRelease?.();
    if (this.peer !== null) {
      this.peer.readEnded = this.peer.writeEnded = true;
      if (this.#received.length > 0 || !accepted) this.peer.#pendingError = "ECONNRESET";
      this.peer.queue.wake();
    }
    this.room.wake();
    for (const embryo of this.embryos.splice(0)) embryo.#end({ accepted: false });
    for (const segment of this.#received.splice(0)) segment.sender.#refund(segment);
  }

  get #writable(): boolean {
    return this.state !== "listening" && this.#charged < WRITABLE_LIMIT;
  }

  /** A segment of ours was read or thrown away. Each one is a wake-up, if the socket is writable after it. */
  #refund(segment: Segment | undefined): void {
    this.#charged -= segment?.cost ?? 0;
    if (this.#writable) this.queue.wake(EPOLLOUT);
  }
}
