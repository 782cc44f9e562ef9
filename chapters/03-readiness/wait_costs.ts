/**
 * What one wait costs on this machine, in real time: n descriptors, one of them ready, a limit of 0.
 *
 * These are the system calls themselves, called through FFI, which adds the same small cost to each. For a figure and the
 * benchmark: a listing has no permission to do this.
 */
import { epollLayout, putEpollEvent, toPollfds } from "../../labs/_runtime/kernel/linux_structures.ts";
import { EPOLL_CTL_ADD, EPOLLIN, FD_SETSIZE } from "../../labs/_runtime/kernel/mod.ts";
import { type Way, WAYS } from "./idle_connections.ts";

/** The time of one wait. */
export interface WaitCost {
  readonly way: Way;
  readonly n: number;
  readonly ns: number;
}

const COUNTS = [10, 30, 100, 300, 900, 3_000, 10_000] as const;
const EVENT = epollLayout(Deno.build.arch);
/** Many batches, each so short that some are not interrupted even on a busy machine. */
const BATCHES = 200;
const callsFor = (n: number) => Math.min(20, Math.ceil(3_000 / n));

const LIBC = {
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  poll: { parameters: ["buffer", "u64", "i32"], result: "i32" },
  select: { parameters: ["i32", "buffer", "buffer", "buffer", "buffer"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
} as const;

/** The costs, as far as this process may have descriptors; `null` where there is no Linux to ask. */
export function waitCosts(): readonly WaitCost[] | null {
  if (Deno.build.os !== "linux") return null;
  const libc = Deno.dlopen("libc.so.6", LIBC);
  const c = libc.symbols;
  const opened: number[] = [];

  /** Opens n counters, of which one is not 0; `null` when there are not so many to be had. */
  function counters(n: number): readonly number[] | null {
    const fds = Array.from({ length: n }, (_, index) => c.eventfd(index === n >> 1 ? 1 : 0, 0));
    opened.push(...fds.filter((fd) => fd >= 0));
    return fds.includes(-1) ? null : fds;
  }

  function call(way: Way, fds: readonly number[]): () => number {
    if (way === "poll") {
      const entries = toPollfds(fds.map((fd) => ({ fd, events: EPOLLIN })));
      return () => c.poll(entries, BigInt(fds.length), 0);
    }
    if (way === "select") {
      const asked = new Uint8Array(FD_SETSIZE / 8);
      for (const fd of fds) asked[fd >> 3]! |= 1 << (fd & 7);
      const [set, noTime, highest] = [new Uint8Array(asked.length), new Uint8Array(16), Math.max(...fds)];
      return () => {
        set.set(asked); // select has overwritten it
        return c.select(highest + 1, set, null, null, noTime);
      };
    }
    const epfd = c.epoll_create1(0);
    opened.push(epfd);
    const event = new DataView(new ArrayBuffer(EVENT.bytes));
    putEpollEvent(event, EVENT, { events: EPOLLIN, data: 0 });
    for (const fd of fds) c.epoll_ctl(epfd, EPOLL_CTL_ADD, fd, event);
    const events = new Uint8Array(64 * EVENT.bytes);
    return () => c.epoll_wait(epfd, events, 64, 0);
  }

  try {
    return COUNTS.flatMap((n) => {
      const fds = counters(n);
      const costs = fds === null
        ? []
        : WAYS.flatMap((way): WaitCost[] =>
          way === "select" && fds.some((fd) => fd >= FD_SETSIZE)
            ? []
            : [{ way, n, ns: nsOf(call(way, fds), callsFor(n)) }]
        );
      for (const fd of opened.splice(0)) c.close(fd);
      return costs;
    });
  } finally {
    for (const fd of opened) c.close(fd);
    libc.close();
  }
}

/** How the time grows with each further descriptor, between the fewest and the most that were measured: nanoseconds. */
export function slopeNs(costs: readonly WaitCost[]): number {
  const [first, last] = [costs[0]!, costs.at(-1)!];
  return Math.max(0, (last.ns - first.ns) / (last.n - first.n));
}

/** Nanoseconds of one call, the least of all batches: others who use the machine can only add. */
function nsOf(call: () => number, calls: number): number {
  let leastNs = Infinity;
  for (let batch = 0; batch < BATCHES; batch++) {
    const began = performance.now();
    for (let index = 0; index < calls; index++) {
      if (call() !== 1) throw new Error("wait_costs.ts: one descriptor is ready, and the kernel says otherwise");
    }
    leastNs = Math.min(leastNs, (performance.now() - began) * 1e6 / calls);
  }
  return leastNs;
}

if (import.meta.main) {
  for (const { way, n, ns } of waitCosts() ?? []) {
    console.log(`${way.padEnd(6)} ${String(n).padStart(6)} ${(ns / 1e3).toFixed(2)} µs`);
  }
}
