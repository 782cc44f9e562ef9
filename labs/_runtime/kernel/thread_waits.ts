/**
 * The calls in which a thread waits for many descriptors at once, as coroutines: look, sleep in all their queues, look again.
 *
 * Here is the difference between the three that asking alone does not show. For poll and select a thread goes into the queue
 * of every descriptor, at every sleep, and comes out of all of them when it is woken. For epoll_wait it goes into one,
 * the instance's own; the entries of the interest list stand in the others, and stay there.
 *
 * Follows, for who is woken, fs/eventpoll.c and fs/select.c.
 */
import type { Coroutine } from "../scheduler/mod.ts";
import { Epoll } from "./epoll.ts";
import { epollCalls } from "./epoll_calls.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, EPOLLPRI } from "./flags.ts";
import type { Machine } from "./machine.ts";
import { pollCalls } from "./poll_calls.ts";
import { held, type SleepingCalls } from "./thread_calls.ts";
import { asleep, type Sleep } from "./thread_sleep.ts";
import type { WaitQueue } from "./wait_queue.ts";

const NS_PER_MS = 1_000_000;

/** The calls, on a machine. */
export function waitingCalls(machine: Machine): Pick<SleepingCalls, "epollWait" | "poll" | "select"> {
  const { table, time } = machine;
  const polled = pollCalls(machine);
  const epolled = epollCalls(machine);

  /** Looks until there is something to see, or the time is over. */
  function* seen<Value>(
    { look, timeoutMs, ...sleep }: Sleep & { readonly look: () => Value | undefined },
  ): Coroutine<Value | undefined> {
    const deadlineNs = time.nowNs + timeoutMs * NS_PER_MS;
    for (;;) {
      const found = look();
      if (found !== undefined || timeoutMs >= 0 && time.nowNs >= deadlineNs) return found;
      yield* asleep({ ...sleep, timeoutMs: timeoutMs < 0 ? -1 : (deadlineNs - time.nowNs) / NS_PER_MS });
    }
  }

  /** The queues of the descriptors, with what wakes in each of them. */
  function queuesOf(wanted: Iterable<readonly [fd: number, events: number]>): Map<WaitQueue, number> {
    const queues = new Map<WaitQueue, number>();
    for (const [fd, events] of wanted) {
      const queue = table.get(fd)?.object.queue;
      if (queue) queues.set(queue, (queues.get(queue) ?? 0) | events | EPOLLERR | EPOLLHUP);
    }
    return queues;
  }

  return {
    epollWait: (epfd, maxEvents, timeoutMs) =>
      held(table, epfd, function* ({ object }) {
        const first = epolled.epollWait(epfd, maxEvents, 0);
        if (typeof first === "string" || first.length > 0 || !(object instanceof Epoll)) return first;
        const look = () => {
          const events = object.collect(maxEvents);
          return events.length > 0 ? events : undefined;
        };
        const queues = new Map([[object.sleepers, 0]]);
        return (yield* seen({ call: `epoll_wait(${epfd})`, queues, wakes: "last", timeoutMs, look })) ?? [];
      }),

    *poll(entries, timeoutMs) {
      const queues = queuesOf(entries.map(({ fd, events }) => [fd, events]));
      const look = () => {
        const ready = polled.poll(entries, 0);
        return typeof ready === "string" || ready.some((events) => events !== 0) ? ready : undefined;
      };
      return (yield* seen({ call: "poll", queues, wakes: "all", timeoutMs, look })) ?? entries.map(() => 0);
    },

    *select(sets, timeoutMs) {
      const { read, write, except } = sets;
      const queues = queuesOf([
        ...read.map((fd) => [fd, EPOLLIN] as const),
        ...write.map((fd) => [fd, EPOLLOUT] as const),
        ...except.map((fd) => [fd, EPOLLPRI] as const),
      ]);
      const look = () => {
        const ready = polled.select(sets, 0);
        const nothing = typeof ready !== "string" && ready.read.length + ready.write.length + ready.except.length === 0;
        return nothing ? undefined : ready;
      };
      return (yield* seen({ call: "select", queues, wakes: "all", timeoutMs, look })) ??
        { read: [], write: [], except: [] };
    },
  };
}
