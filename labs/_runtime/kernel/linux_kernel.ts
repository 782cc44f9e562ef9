/**
 * Linux, behind the interface that the model has: each call is the system call of that name, made without the C library.
 *
 * It needs Linux and `--allow-ffi`, so it never runs where strangers' code runs: the driver of a lab owns it. It works on
 * the descriptors that it has handed out and on no others, because the process around it has descriptors of its own, and a call
 * that closed one of those would break it. Any other number is passed on as one that is not open, and Linux says EBADF.
 *
 * A call that waits holds the whole thread, as it does in C.
 */
import { type Errno, errnoName, type Returned } from "./errno.ts";
import { EPOLL_CTL_DEL } from "./flags.ts";
import type { EpollEvent, Kernel, Pair, PollEntry, SelectSets, TimerSetting } from "./kernel.ts";
import { type LinuxEntry, openLinux, type SystemCalls } from "./linux_entry.ts";
import type { LinuxRing, RingOwner } from "./linux_ring.ts";
import { setUpRing, whyNoRing } from "./linux_ring_setup.ts";
import {
  epollLayout,
  fromTimespec,
  putEpollEvent,
  takeEpollEvents,
  takeRevents,
  toAbstractAddress,
  toPollfds,
  toTimerSpec,
  toTimespec,
} from "./linux_structures.ts";
import type { RingKernel, RingOptions } from "./ring.ts";
import { checkFitsSet, fromBits, toBits } from "./select_sets.ts";

const AF_UNIX = 1;
const SOCK_STREAM = 1;
const CLOCK_MONOTONIC = 1;
const F_SETFL = 4;
const EINTR = 4;
/** No table grows so far: Linux answers EBADF for it, and poll, which skips negative numbers, POLLNVAL. */
const NOT_OPEN = 0x3fff_ffff;
const LAYOUT = epollLayout(Deno.build.arch);

/** True where `openLinuxKernel` can work. */
export const onLinux: boolean = Deno.build.os === "linux";

/** Opens Linux. Throws `Deno.errors.NotSupported` where there is no Linux. */
export function openLinuxKernel(): LinuxKernel {
  if (!onLinux) {
    throw new Deno.errors.NotSupported(`There is no Linux here (this is ${Deno.build.os}): use the model kernel`);
  }
  return new LinuxKernel(openLinux());
}

/** Linux. Disposing it closes every descriptor that it handed out. */
export class LinuxKernel implements Kernel, RingKernel, Disposable {
  readonly #entry: LinuxEntry;
  readonly #c: SystemCalls;
  readonly #n: LinuxEntry["numbers"];
  readonly #owned = new Set<number>();
  readonly #rings: LinuxRing[] = [];
  readonly #pair = new Int32Array(2);
  readonly #timespec = new BigInt64Array(2);
  #events = new DataView(new ArrayBuffer(16 * LAYOUT.bytes));
  /** Abstract names are the machine's, not the process's: this keeps kernels apart. */
  readonly #prefix = `interleave-${crypto.randomUUID()}/`;

  /** Works through the way in, and closes it in the end. */
  constructor(entry: LinuxEntry) {
    this.#entry = entry;
    this.#c = entry.calls;
    this.#n = entry.numbers;
  }

  [Symbol.dispose](): void {
    this.closeAll();
    this.#entry[Symbol.dispose]();
  }

  /** Closes every descriptor that it handed out. */
  closeAll(): void {
    for (const fd of this.#owned) this.#c.close(this.#n.close, fd);
    this.#owned.clear();
    for (const ring of this.#rings.splice(0)) ring.release();
  }

  /** Why it makes no rings, in one sentence; `null` when it does. */
  get whyNoRing(): string | null {
    return whyNoRing(this.#entry);
  }

  pipe2(flags: number): Returned<Pair> {
    return this.#ownPair(this.#c.pipe2(this.#n.pipe2, this.#pair, flags));
  }

  socketpair(flags: number): Returned<Pair> {
    return this.#ownPair(this.#c.socketpair(this.#n.socketpair, AF_UNIX, SOCK_STREAM | flags, 0, this.#pair));
  }

  eventfd(initial: number, flags: number): Returned<number> {
    return this.#own(this.#c.eventfd2(this.#n.eventfd2, initial, flags));
  }

  timerfdCreate(flags: number): Returned<number> {
    return this.#own(this.#c.timerfd_create(this.#n.timerfd_create, CLOCK_MONOTONIC, flags));
  }

  timerfdSettime(fd: number, setting: TimerSetting): Returned<0> {
    return this.#done(this.#c.timerfd_settime(this.#n.timerfd_settime, this.#real(fd), 0, toTimerSpec(setting), null));
  }

  memfdCreate(): Returned<number> {
    return this.#own(this.#c.memfd_create(this.#n.memfd_create, new TextEncoder().encode("interleave\0"), 0));
  }

  epollCreate1(): Returned<number> {
    return this.#own(this.#c.epoll_create1(this.#n.epoll_create1, 0));
  }

  socket(flags: number): Returned<number> {
    return this.#own(this.#c.socket(this.#n.socket, AF_UNIX, SOCK_STREAM | flags, 0));
  }

  bind(fd: number, name: string): Returned<0> {
    const address = toAbstractAddress(this.#prefix + name);
    return this.#done(this.#c.bind(this.#n.bind, this.#real(fd), address, address.length));
  }

  listen(fd: number, backlog: number): Returned<0> {
    return this.#done(this.#c.listen(this.#n.listen, this.#real(fd), backlog));
  }

  connect(fd: number, name: string): Returned<0> {
    const address = toAbstractAddress(this.#prefix + name);
    const real = this.#real(fd);
    return this.#done(this.#again(() => this.#c.connect(this.#n.connect, real, address, address.length)));
  }

  accept4(fd: number, flags: number): Returned<number> {
    const real = this.#real(fd);
    return this.#own(this.#again(() => this.#c.accept4(this.#n.accept4, real, null, null, flags)));
  }

  shutdown(fd: number, how: number): Returned<0> {
    return this.#done(this.#c.shutdown(this.#n.shutdown, this.#real(fd), how));
  }

  read(fd: number, into: Uint8Array<ArrayBuffer>): Returned<number> {
    const real = this.#real(fd);
    return this.#count(this.#again(() => this.#c.read(this.#n.read, real, into, BigInt(into.length))));
  }

  write(fd: number, from: Uint8Array<ArrayBuffer>): Returned<number> {
    const real = this.#real(fd);
    return this.#count(this.#again(() => this.#c.write(this.#n.write, real, from, BigInt(from.length))));
  }

  pread(fd: number, into: Uint8Array<ArrayBuffer>, offset: number): Returned<number> {
    return this.#count(this.#c.pread64(this.#n.pread64, this.#real(fd), into, BigInt(into.length), BigInt(offset)));
  }

  pwrite(fd: number, from: Uint8Array<ArrayBuffer>, offset: number): Returned<number> {
    return this.#count(this.#c.pwrite64(this.#n.pwrite64, this.#real(fd), from, BigInt(from.length), BigInt(offset)));
  }

  dup(fd: number): Returned<number> {
    return this.#own(this.#c.dup(this.#n.dup, this.#real(fd)));
  }

  fcntlSetfl(fd: number, flags: number): Returned<0> {
    return this.#done(this.#c.fcntl(this.#n.fcntl, this.#real(fd), F_SETFL, flags));
  }

  close(fd: number): Returned<0> {
    const real = this.#real(fd);
    this.#owned.delete(fd);
    return this.#done(this.#c.close(this.#n.close, real));
  }

  epollCtl(epfd: number, op: number, fd: number, event?: EpollEvent): Returned<0> {
    if (op !== EPOLL_CTL_DEL) putEpollEvent(this.#events, LAYOUT, event ?? { events: 0, data: 0 });
    return this.#done(this.#c.epoll_ctl(this.#n.epoll_ctl, this.#real(epfd), op, this.#real(fd), this.#events));
  }

  epollWait(epfd: number, maxEvents: number, timeoutMs: number): Returned<readonly EpollEvent[]> {
    if (maxEvents * LAYOUT.bytes > this.#events.byteLength) {
      this.#events = new DataView(new ArrayBuffer(maxEvents * LAYOUT.bytes));
    }
    const real = this.#real(epfd);
    const count = this.#count(
      this.#again(() => this.#c.epoll_pwait(this.#n.epoll_pwait, real, this.#events, maxEvents, timeoutMs, null)),
    );
    return typeof count === "string" ? count : takeEpollEvents(this.#events, LAYOUT, count);
  }

  poll(entries: readonly PollEntry[], timeoutMs: number): Returned<readonly number[]> {
    const view = toPollfds(entries.map(({ fd, events }) => ({ fd: fd < 0 ? fd : this.#real(fd), events })));
    const count = this.#count(
      this.#again(() => this.#c.ppoll(this.#n.ppoll, view, BigInt(entries.length), toTimespec(timeoutMs), null)),
    );
    return typeof count === "string" ? count : takeRevents(view);
  }

  /** A descriptor that it does not own is answered here: a bit beyond the process's table Linux would pass over. */
  select(sets: SelectSets, timeoutMs: number): Returned<SelectSets> {
    const fds = [...sets.read, ...sets.write, ...sets.except];
    fds.forEach(checkFitsSet);
    if (fds.some((fd) => !this.#owned.has(fd))) return "EBADF";
    const [read, write, except] = [toBits(sets.read), toBits(sets.write), toBits(sets.except)];
    const below = Math.max(-1, ...fds) + 1;
    const limit = toTimespec(timeoutMs);
    const count = this.#count(
      this.#again(() => this.#c.pselect6(this.#n.pselect6, below, read, write, except, limit, null)),
    );
    if (typeof count === "string") return count;
    return {
      read: fromBits(read, sets.read),
      write: fromBits(write, sets.write),
      except: fromBits(except, sets.except),
    };
  }

  /** Throws `Deno.errors.NotSupported`, with the reason, where there is no io_uring. */
  ioUringSetup(options: RingOptions): Returned<LinuxRing> {
    const owner: RingOwner = {
      real: (fd) => this.#real(fd),
      own: (fd) => void this.#owned.add(fd),
      nameOf: (number) => this.#nameOf(number),
    };
    const ring = setUpRing(this.#entry, owner, options);
    if (typeof ring !== "number") {
      this.#owned.add(ring.fd);
      this.#rings.push(ring);
      return ring;
    }
    const reason = whyNoRing(this.#entry);
    if (reason !== null && errnoName(ring) !== "EMFILE") throw new Deno.errors.NotSupported(reason);
    return this.#nameOf(ring);
  }

  clockGettime(): number {
    this.#c.clock_gettime(this.#n.clock_gettime, CLOCK_MONOTONIC, this.#timespec);
    return fromTimespec(this.#timespec);
  }

  #real(fd: number): number {
    return this.#owned.has(fd) ? fd : NOT_OPEN;
  }

  /** A signal that a runtime handles for itself is not the program's business: the call is made again. */
  #again(call: () => number): number {
    for (;;) {
      const result = call();
      if (result >= 0 || this.#entry.errorOf(result) !== EINTR) return result;
    }
  }

  #count(result: number): Returned<number> {
    return result >= 0 ? result : this.#nameOf(this.#entry.errorOf(result));
  }

  #nameOf(number: number): Errno {
    const name = errnoName(number);
    if (name === undefined) throw new Error(`Linux refused with error ${number}, which errno.ts does not name: add it`);
    return name;
  }

  #done(result: number): Returned<0> {
    const count = this.#count(result);
    return typeof count === "string" ? count : 0;
  }

  #own(result: number): Returned<number> {
    const fd = this.#count(result);
    if (typeof fd === "number") this.#owned.add(fd);
    return fd;
  }

  #ownPair(result: number): Returned<Pair> {
    const done = this.#done(result);
    if (done !== 0) return done;
    const [first = -1, second = -1] = this.#pair;
    this.#owned.add(first).add(second);
    return [first, second];
  }
}
