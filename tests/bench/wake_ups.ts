/**
 * What it costs to be told which one of n descriptors is ready: select(2), poll(2) and epoll_wait(2), on the Linux that runs this.
 *
 * Each call is timed with its arguments in place, and what comes back is not looked at: what grows with n grows in the kernel.
 * A program that makes its lists anew for each call pays for that too.
 */
import { EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { epollLayout, putEpollEvent, toPollfds } from "../../labs/_runtime/kernel/linux_structures.ts";

/** One point of the graph. */
export interface WakeUp {
  readonly call: "select" | "poll" | "epoll";
  /** How many descriptors the program waits for; the one that is ready was opened last. */
  readonly descriptors: number;
  /** Of one call, in the best of many short rounds: in the others something else ran too. */
  readonly nanoseconds: number;
}

const SIZES = [10, 100, 300, 900, 1_000, 3_000, 10_000];
/** select(2) has bits for descriptors below this. */
const FD_SETSIZE = 1_024;
const ROUNDS = 25;
/** Descriptors looked at in a round, about: more calls of the cheap ones. */
const LOOKS_A_ROUND = 40_000;
const MOST_CALLS = 2_000;

const C = {
  close: { parameters: ["i32"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  poll: { parameters: ["buffer", "usize", "i32"], result: "i32" },
  select: { parameters: ["i32", "buffer", "pointer", "pointer", "pointer"], result: "i32" },
} as const;

/** Measures all three for each size that this process may open. Needs Linux and `--allow-ffi`. */
export function measureWakeUps(sizes: readonly number[] = SIZES): WakeUp[] {
  const libc = Deno.dlopen("libc.so.6", C);
  const points = sizes.flatMap((descriptors) => measureSize(libc.symbols, descriptors));
  libc.close();
  return points;
}

/** Nanoseconds that each descriptor adds: the slope of the line with the least squares. */
export function slopeOf(points: readonly WakeUp[]): number {
  const mean = (of: (point: WakeUp) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [n, ns] = [mean(({ descriptors }) => descriptors), mean(({ nanoseconds }) => nanoseconds)];
  const covariance = mean((point) => (point.descriptors - n) * (point.nanoseconds - ns));
  return covariance / mean((point) => (point.descriptors - n) ** 2);
}

type Symbols = Deno.DynamicLibrary<typeof C>["symbols"];

function measureSize(c: Symbols, descriptors: number): WakeUp[] {
  const fds: number[] = [];
  for (let index = 0; index < descriptors; index++) fds.push(c.eventfd(index === descriptors - 1 ? 1 : 0, 0));
  const epfd = c.epoll_create1(0);
  try {
    if (epfd < 0 || fds.includes(-1)) return [];
    return callsOn(c, epfd, fds).map(({ call, act }) => ({ call, descriptors, nanoseconds: time(act, descriptors) }));
  } finally {
    for (const fd of [...fds, epfd]) c.close(fd);
  }
}

interface Timed {
  readonly call: WakeUp["call"];
  /** Returns how many are ready. */
  readonly act: () => number;
}

function callsOn(c: Symbols, epfd: number, fds: readonly number[]): Timed[] {
  const layout = epollLayout(Deno.build.arch);
  const event = new DataView(new ArrayBuffer(layout.bytes));
  for (const fd of fds) {
    putEpollEvent(event, layout, { events: EPOLLIN, data: fd });
    c.epoll_ctl(epfd, EPOLL_CTL_ADD, fd, event);
  }
  const entries = toPollfds(fds.map((fd) => ({ fd, events: EPOLLIN })));
  const [set, asked] = [new Uint8Array(FD_SETSIZE / 8), new Uint8Array(FD_SETSIZE / 8)];
  for (const fd of fds) if (fd < FD_SETSIZE) asked[fd >> 3]! |= 1 << (fd & 7);
  const highest = Math.max(...fds);
  const select: Timed = {
    call: "select",
    act() {
      // The kernel writes its answer over the question.
      set.set(asked);
      return c.select(highest + 1, set, null, null, null);
    },
  };
  return [
    ...(highest < FD_SETSIZE ? [select] : []),
    { call: "poll", act: () => c.poll(entries, BigInt(fds.length), -1) },
    { call: "epoll", act: () => c.epoll_wait(epfd, event, 1, -1) },
  ];
}

function time(act: () => number, descriptors: number): number {
  const calls = Math.min(MOST_CALLS, Math.ceil(LOOKS_A_ROUND / descriptors));
  const rounds = Array.from({ length: ROUNDS }, () => {
    let ready = 0;
    const startedAt = performance.now();
    for (let index = 0; index < calls; index++) ready += act();
    const nanoseconds = (performance.now() - startedAt) / calls * 1e6;
    if (ready !== calls) throw new Error(`One descriptor is ready, and ${ready / calls} were reported`);
    return nanoseconds;
  });
  return Math.min(...rounds);
}
