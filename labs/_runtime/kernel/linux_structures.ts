/**
 * Linux's structures as bytes: what the C headers lay out, written and read by hand.
 *
 * All numbers are little-endian, as on the machines this runs on. `struct epoll_event` is the odd one: on x86-64 it is packed to
 * 12 bytes so that 32-bit programs see the same layout, everywhere else its data begin at 8.
 */
import type { EpollEvent, PollEntry, TimerSetting } from "./kernel.ts";

const NS_PER_SECOND = 1_000_000_000;
const AF_UNIX = 1;
const POLLFD_BYTES = 8;

/** Where the fields of `struct epoll_event` are. */
export interface EpollLayout {
  readonly bytes: number;
  readonly dataAt: number;
}

/** The layout on a machine, by the name that Rust and Deno have for it. */
export function epollLayout(arch: string): EpollLayout {
  return arch === "x86_64" ? { bytes: 12, dataAt: 4 } : { bytes: 16, dataAt: 8 };
}

/** Writes the first event of the buffer. */
export function putEpollEvent(view: DataView, layout: EpollLayout, { events, data }: EpollEvent): void {
  view.setUint32(0, events >>> 0, true);
  view.setFloat64(layout.dataAt, data, true);
}

/** Reads events. Linux does not look at the data: here they hold a JavaScript number. */
export function takeEpollEvents(view: DataView, layout: EpollLayout, count: number): EpollEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    events: view.getUint32(index * layout.bytes, true),
    data: view.getFloat64(index * layout.bytes + layout.dataAt, true),
  }));
}

/** `struct pollfd` for each entry. */
export function toPollfds(entries: readonly PollEntry[]): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(entries.length * POLLFD_BYTES));
  entries.forEach(({ fd, events }, index) => {
    view.setInt32(index * POLLFD_BYTES, fd, true);
    view.setUint16(index * POLLFD_BYTES + 4, events, true);
  });
  return view;
}

/** What was reported of each. */
export function takeRevents(view: DataView): number[] {
  const count = view.byteLength / POLLFD_BYTES;
  return Array.from({ length: count }, (_, index) => view.getUint16(index * POLLFD_BYTES + 6, true));
}

/** `struct itimerspec`: interval, then value, each in seconds and nanoseconds. */
export function toTimerSpec({ valueNs, intervalNs }: TimerSetting): BigInt64Array<ArrayBuffer> {
  return new BigInt64Array([intervalNs, valueNs].flatMap((ns) => {
    const seconds = Math.floor(ns / NS_PER_SECOND);
    return [BigInt(seconds), BigInt(Math.round(ns - seconds * NS_PER_SECOND))];
  }));
}

/** `struct timespec`, for a limit; `null`, which C calls NULL, for none. */
export function toTimespec(ms: number): BigInt64Array<ArrayBuffer> | null {
  if (ms < 0) return null;
  const seconds = Math.floor(ms / 1_000);
  return new BigInt64Array([BigInt(seconds), BigInt(Math.round((ms - seconds * 1_000) * 1_000_000))]);
}

/** Nanoseconds of a `struct timespec`. */
export function fromTimespec([seconds = 0n, nanoseconds = 0n]: BigInt64Array): number {
  return Number(seconds) * NS_PER_SECOND + Number(nanoseconds);
}

/** `struct sockaddr_un` with an abstract name: a zero byte first, so that no file is made. */
export function toAbstractAddress(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([AF_UNIX, 0, 0, ...new TextEncoder().encode(name)]);
}
