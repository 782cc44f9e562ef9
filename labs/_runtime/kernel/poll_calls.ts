/**
 * poll(2) and select(2): the kernel keeps nothing, so each call brings all its questions and each is asked.
 *
 * A call that has to wait asks everybody twice: once before it sleeps, and, because it is not told who woke it, everybody again
 * after. That is the cost that grows with the connections that are open, and not with those that have something to say.
 *
 * The two differ in how they put the question. poll takes a list, select three sets of bits, from 0 to the highest descriptor;
 * select knows no error for one descriptor and says EBADF for the whole. Follows fs/select.c.
 */
import type { Returned } from "./errno.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, EPOLLPRI, POLLNVAL } from "./flags.ts";
import type { Kernel, PollEntry, SelectSets } from "./kernel.ts";
import type { Machine } from "./machine.ts";
import { checkFitsSet } from "./select_sets.ts";
import { waitUntil } from "./waiting.ts";

/** The calls of this file. */
export type PollCalls = Pick<Kernel, "poll" | "select">;

/** What counts as ready in each of the sets. */
const READABLE = EPOLLIN | EPOLLHUP | EPOLLERR;
const WRITABLE = EPOLLOUT | EPOLLERR;
const EXCEPTIONAL = EPOLLPRI;

/** The calls, on a machine. */
export function pollCalls(machine: Machine): PollCalls {
  const { table, time } = machine;

  /** What holds of a descriptor now. */
  function ask(fd: number): number {
    machine.asked += 1;
    return table.get(fd)?.object.poll() ?? POLLNVAL;
  }

  function poll(entries: readonly PollEntry[], timeoutMs: number): Returned<readonly number[]> {
    const askAll = () =>
      entries.map(({ fd, events }) => fd < 0 ? 0 : ask(fd) & (events | EPOLLERR | EPOLLHUP | POLLNVAL));
    const look = () => {
      const ready = askAll();
      return ready.some((events) => events !== 0) ? ready : undefined;
    };
    return waitUntil(time, { call: "poll", timeoutMs, look }) ?? entries.map(() => 0);
  }

  function select(sets: SelectSets, timeoutMs: number): Returned<SelectSets> {
    const fds = [...new Set([...sets.read, ...sets.write, ...sets.except])];
    fds.forEach(checkFitsSet);
    if (fds.some((fd) => table.get(fd) === undefined)) return "EBADF";
    const look = () => {
      const events = new Map(fds.map((fd) => [fd, ask(fd)]));
      const among = (set: readonly number[], wanted: number) =>
        set.filter((fd) => ((events.get(fd) ?? 0) & wanted) !== 0);
      const ready: SelectSets = {
        read: among(sets.read, READABLE),
        write: among(sets.write, WRITABLE),
        except: among(sets.except, EXCEPTIONAL),
      };
      return ready.read.length + ready.write.length + ready.except.length > 0 ? ready : undefined;
    };
    return waitUntil(time, { call: "select", timeoutMs, look }) ?? { read: [], write: [], except: [] };
  }

  return { poll, select };
}
