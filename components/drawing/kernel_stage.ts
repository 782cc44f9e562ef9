/** What a drawing of a kernel must have room for, in the whole run. */
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import type { KernelStage } from "./kernel_shapes.ts";

/** More callers and descriptors than these are counted and not drawn. */
export const DRAWN_CALLERS = 12;
export const DRAWN_DESCRIPTORS = 24;

/** The stage, or `null` for a run in which no kernel was recorded. */
export function kernelStage(trace: Trace): KernelStage | null {
  const callers = new Set<number | null>();
  const shown = new Set<number>();
  const interest = new Map<number, Set<number>>();
  const mostInterest = new Map<number, number>();
  const showsReady = new Set<number>();
  const rings = new Map<string, { ring: number; queue: "submission" | "completion" }>();
  let mostUnread = 0;
  for (const event of trace.events) {
    switch (event.kind) {
      case "system-call-entered":
        callers.add(event.task ?? null);
        break;
      case "bytes-unread":
        shown.add(event.descriptor);
        mostUnread = Math.max(mostUnread, event.bytes);
        break;
      case "interest-changed": {
        const entries = interest.get(event.epoll) ?? new Set();
        interest.set(event.epoll, entries);
        if (event.events === "") entries.delete(event.descriptor);
        else entries.add(event.descriptor);
        mostInterest.set(event.epoll, Math.max(mostInterest.get(event.epoll) ?? 0, entries.size));
        break;
      }
      case "ready-list":
        showsReady.add(event.epoll);
        if (!mostInterest.has(event.epoll)) mostInterest.set(event.epoll, 0);
        break;
      case "ring-moved":
        rings.set(`${event.ring} ${event.queue}`, { ring: event.ring, queue: event.queue });
        break;
    }
  }
  if (callers.size === 0 && shown.size === 0 && mostInterest.size === 0 && rings.size === 0) return null;
  return {
    // Where threads make the calls, what called before them only prepared the ground.
    callers: [...callers].filter((caller) => caller !== null || callers.size === 1),
    descriptors: [...shown].sort((a, b) => a - b),
    mostUnread,
    epolls: [...mostInterest].map(([epoll, most]) => (
      { epoll, mostInterest: most, showsReady: showsReady.has(epoll) }
    )),
    rings: [...rings.values()],
  };
}
