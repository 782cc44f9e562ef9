/**
 * The system calls of this book, as an interface: what a program can ask of a kernel about descriptors.
 *
 * Two kernels stand behind it: a model (`model_kernel.ts`), where time is virtual and every run is the same, and Linux
 * (`linux_kernel.ts`). The tests run the same generated calls on both and compare all that comes back.
 *
 * Calls are plain and synchronous: each returns its value or the name of an error. A call that must wait does so in place. In the
 * model nothing else runs meanwhile, so it moves the clock to the next timer; where no timer can end the wait, it throws
 * `WaitsForEver`, and Linux hangs.
 *
 * What it leaves out: paths and permissions (a regular file here has no name, as from memfd_create(2)), signals, messages
 * with flags, and Internet addresses: stream sockets are of the AF_UNIX family, with names in place of ports. A TCP
 * connection differs where there is a network in it: connecting takes a round trip, a reset can overtake data, and an
 * unanswered peer is noticed late or never.
 */
import type { Returned } from "./errno.ts";

/** A pair of descriptors. */
export type Pair = readonly [number, number];

/** What epoll_ctl registers, and what epoll_wait hands back. */
export interface EpollEvent {
  /** EPOLLIN and so on; on registration also EPOLLET, EPOLLONESHOT, EPOLLEXCLUSIVE. */
  readonly events: number;
  /** The program's own word for what is ready, handed back as it was given: most programs put the descriptor here. */
  readonly data: number;
}

/** One question of poll(2). */
export interface PollEntry {
  /** A descriptor; a negative one is skipped. */
  readonly fd: number;
  /** The events asked for. */
  readonly events: number;
}

/** The descriptors that select(2) asks about, or those of them that are ready. */
export interface SelectSets {
  /** To read without waiting. */
  readonly read: readonly number[];
  /** To write without waiting. */
  readonly write: readonly number[];
  /** With something exceptional: urgent bytes. */
  readonly except: readonly number[];
}

/** When a timer expires: both in nanoseconds, 0 for not at all. */
export interface TimerSetting {
  /** From now to the first expiration; 0 disarms. */
  readonly valueNs: number;
  /** From one expiration to the next; 0 for one expiration only. */
  readonly intervalNs: number;
}

/** The calls. Flags are those of `flags.ts`; where 0 is returned, there is nothing else to say. */
export interface Kernel {
  /** A pipe's two ends: what is written to the second is read from the first. */
  pipe2(flags: number): Returned<Pair>;
  /** Two stream sockets connected to each other. */
  socketpair(flags: number): Returned<Pair>;
  /** A counter: writes add to it, a read takes all of it, or 1 with EFD_SEMAPHORE. Both speak in 8 bytes, little-endian. */
  eventfd(initial: number, flags: number): Returned<number>;
  /** A timer that is read: 8 bytes with the number of expirations since the last read. */
  timerfdCreate(flags: number): Returned<number>;
  /** Arms or disarms the timer, and forgets expirations that were not read. */
  timerfdSettime(fd: number, setting: TimerSetting): Returned<0>;
  /** An empty regular file without a name. */
  memfdCreate(): Returned<number>;
  /** An epoll instance. */
  epollCreate1(): Returned<number>;

  /** A stream socket, not yet connected to anything. */
  socket(flags: number): Returned<number>;
  /** Gives the socket a name, by which others reach it. */
  bind(fd: number, name: string): Returned<0>;
  /** Lets others connect; up to `backlog` + 1 of them wait to be accepted. */
  listen(fd: number, backlog: number): Returned<0>;
  /** Connects to the socket that listens under the name. */
  connect(fd: number, name: string): Returned<0>;
  /** Takes the connection that has waited longest; returns its descriptor. */
  accept4(fd: number, flags: number): Returned<number>;
  /** Ends one or both directions of a connection, whoever else has a descriptor of it. */
  shutdown(fd: number, how: number): Returned<0>;

  /** Reads into the buffer; returns how many bytes, 0 at the end. */
  read(fd: number, into: Uint8Array): Returned<number>;
  /** Writes from the buffer; returns how many bytes were taken, which may be fewer. */
  write(fd: number, from: Uint8Array): Returned<number>;
  /** Reads a regular file at a position, and leaves the file's own position alone. */
  pread(fd: number, into: Uint8Array, offset: number): Returned<number>;
  /** Writes a regular file at a position. */
  pwrite(fd: number, from: Uint8Array, offset: number): Returned<number>;
  /** A second descriptor, the lowest free number, for the same open file description. */
  dup(fd: number): Returned<number>;
  /** fcntl(fd, F_SETFL, flags): sets or clears O_NONBLOCK. */
  fcntlSetfl(fd: number, flags: number): Returned<0>;
  /** Frees the number. The open file description ends with its last descriptor. */
  close(fd: number): Returned<0>;

  /** Adds, changes or removes an entry of the interest list; `event` is not looked at by EPOLL_CTL_DEL. */
  epollCtl(epfd: number, op: number, fd: number, event?: EpollEvent): Returned<0>;
  /** Waits until something registered is ready, or for `timeoutMs` (negative: without limit). */
  epollWait(epfd: number, maxEvents: number, timeoutMs: number): Returned<readonly EpollEvent[]>;
  /** Waits likewise for any of the entries; returns what is ready of each, in their order. */
  poll(entries: readonly PollEntry[], timeoutMs: number): Returned<readonly number[]>;
  /** Waits likewise. Throws `RangeError` for a descriptor from 1,024 up: C's set has no bit for it. */
  select(sets: SelectSets, timeoutMs: number): Returned<SelectSets>;

  /** The monotonic clock, in nanoseconds. */
  clockGettime(): number;
}
