/**
 * The calls of epoll, in front of the instance itself (`epoll.ts`): mostly what they refuse, and in which order.
 *
 * EPOLLEXCLUSIVE has rules of its own, because it says in which way to stand in the object's queue, and that is settled when
 * the entry is added: it cannot be modified, in or out, does not go with EPOLLONESHOT, and not with instances that nest.
 */
import type { Returned } from "./errno.ts";
import { Epoll } from "./epoll.ts";
import { mayNest } from "./epoll_nesting.ts";
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLERR,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLHUP,
  EPOLLIN,
  EPOLLOUT,
  has,
} from "./flags.ts";
import type { EpollEvent, Kernel } from "./kernel.ts";
import type { Machine } from "./machine.ts";
import type { OpenFile } from "./open_file.ts";
import { waitUntil } from "./waiting.ts";

/** The calls of this file. */
export type EpollCalls = Pick<Kernel, "epollCreate1" | "epollCtl" | "epollWait">;

/** What may stand beside EPOLLEXCLUSIVE. */
const WITH_EXCLUSIVE = EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLET | EPOLLEXCLUSIVE;
const NO_EVENT: EpollEvent = { events: 0, data: 0 };

/** The calls, on a machine. */
export function epollCalls(machine: Machine): EpollCalls {
  const { table, time } = machine;

  function epollCtl(epfd: number, op: number, fd: number, event = NO_EVENT): Returned<0> {
    const [watcher, watched] = [table.get(epfd), table.get(fd)];
    if (watcher === undefined || watched === undefined) return "EBADF";
    if (watched.object.queue === null) return "EPERM";
    const epoll = watcher.object;
    if (watcher === watched || !(epoll instanceof Epoll)) return "EINVAL";
    if (op !== EPOLL_CTL_DEL && !exclusiveAllowed(op, event.events, watched)) return "EINVAL";
    if (op === EPOLL_CTL_ADD && watched.object instanceof Epoll && !mayNest(epoll, watched.object)) return "ELOOP";

    const entry = epoll.find(watched, fd);
    if (op === EPOLL_CTL_ADD) {
      if (entry !== undefined) return "EEXIST";
      epoll.add(watched, fd, event);
      return 0;
    }
    if (op !== EPOLL_CTL_MOD && op !== EPOLL_CTL_DEL) return "EINVAL";
    if (entry === undefined) return "ENOENT";
    if (op === EPOLL_CTL_DEL) entry.end();
    else if (entry.exclusive) return "EINVAL";
    else epoll.modify(entry, event);
    return 0;
  }

  function epollWait(epfd: number, maxEvents: number, timeoutMs: number): Returned<readonly EpollEvent[]> {
    const epoll = table.get(epfd)?.object;
    if (epoll === undefined) return "EBADF";
    if (maxEvents <= 0 || !(epoll instanceof Epoll)) return "EINVAL";
    if (timeoutMs === 0) return epoll.collect(maxEvents);
    const look = () => {
      const events = epoll.collect(maxEvents);
      return events.length > 0 ? events : undefined;
    };
    return waitUntil(time, { call: "epoll_wait", timeoutMs, look }) ?? [];
  }

  return {
    epollCreate1: () => machine.open(new Epoll(() => machine.asked += 1), 0),
    epollCtl,
    epollWait,
  };
}

function exclusiveAllowed(op: number, events: number, watched: OpenFile): boolean {
  if (!has(events, EPOLLEXCLUSIVE)) return true;
  if (op === EPOLL_CTL_MOD) return false;
  return op !== EPOLL_CTL_ADD || !(watched.object instanceof Epoll) && !has(events, ~WITH_EXCLUSIVE);
}
