/**
 * The calls in which a thread can sleep, as coroutines: try, sleep in the queue of what is missing, try again.
 *
 * Each holds the open file description while it lasts. So a thread that sleeps in `read` goes on sleeping when another one
 * closes the descriptor, which surprises everybody once; `shutdown` is what wakes it.
 *
 * Follows, for who is woken, fs/pipe.c and net/unix/af_unix.c. A socket of the latter has one queue for readers and
 * writers: a thread that sleeps in `read` is woken, for nothing, when the peer has taken what it wrote before. TCP wakes
 * it only if a write had found no room. What it leaves out: `accept` takes the number of its new descriptor before it
 * sleeps; here it gets the lowest that is free afterwards.
 */
import type { Coroutine } from "../scheduler/mod.ts";
import type { DescriptorTable } from "./descriptor_table.ts";
import type { Returned } from "./errno.ts";
import { EPOLLIN, EPOLLOUT, has } from "./flags.ts";
import type { Kernel } from "./kernel.ts";
import type { Machine } from "./machine.ts";
import type { OpenFile } from "./open_file.ts";
import { attemptConnect } from "./socket_calls.ts";
import { StreamSocket } from "./stream_socket.ts";
import { asleep, type Sleep } from "./thread_sleep.ts";

/** The calls in which a thread can sleep. */
export type SleepingCall = "read" | "write" | "accept4" | "connect" | "epollWait" | "poll" | "select";

/** Those calls as a thread makes them: `yield* kernel.read(fd, buffer)`. They return what `Kernel`'s own do. */
export type SleepingCalls = {
  readonly [Call in SleepingCall]: (...given: Parameters<Kernel[Call]>) => Coroutine<ReturnType<Kernel[Call]>>;
};

/** All the calls of a program with threads. */
export type ThreadCalls = Omit<Kernel, SleepingCall> & SleepingCalls;

/** One attempt, and where to sleep when it says EAGAIN. */
interface Attempt<Value> extends Omit<Sleep, "timeoutMs"> {
  readonly file: OpenFile;
  readonly attempt: () => Returned<Value>;
  /** Which events, if they hold when it is done after a sleep, wake the next thread. */
  readonly passOn?: number;
}

/** Finds the description, and keeps it open until `act` is through. */
export function* held<Value>(
  table: DescriptorTable,
  fd: number,
  act: (file: OpenFile) => Coroutine<Returned<Value>>,
): Coroutine<Returned<Value>> {
  const file = table.get(fd);
  if (file === undefined) return "EBADF";
  file.hold();
  try {
    return yield* act(file);
  } finally {
    file.drop();
  }
}

/** Tries until something other than EAGAIN comes of it; once, if the description is non-blocking. */
function* finish<Value>({ file, attempt, passOn = 0, ...sleep }: Attempt<Value>): Coroutine<Returned<Value>> {
  for (let slept = false;; slept = true) {
    const result = attempt();
    if (result !== "EAGAIN" || file.nonblocking) {
      if (slept && has(file.object.poll(), passOn)) file.object.queue?.wake(passOn);
      return result;
    }
    yield* asleep({ ...sleep, timeoutMs: -1 });
  }
}

/** Reads or writes. Of the threads at a pipe one is woken at a time, so it wakes the next if it leaves something. */
function transfer(
  file: OpenFile,
  { call, event, attempt }: { call: string; event: number; attempt: () => Returned<number> },
): Coroutine<Returned<number>> {
  const { queue, wakesOne = false } = file.object;
  const queues = new Map(queue === null ? [] : [[queue, 0]]);
  return finish({ file, call, queues, wakes: wakesOne ? "one" : "all", attempt, passOn: wakesOne ? event : 0 });
}

/** The calls, on a machine. */
export function blockingCalls(machine: Machine): Pick<SleepingCalls, "read" | "write" | "accept4" | "connect"> {
  const { table } = machine;

  return {
    read: (fd, into) =>
      held(
        table,
        fd,
        (file) => transfer(file, { call: `read(${fd})`, event: EPOLLIN, attempt: () => file.object.read(into, file) }),
      ),

    /** Returns when all is written: it sleeps in the middle, where a non-blocking one returns. */
    write: (fd, from) =>
      held(table, fd, function* (file) {
        let written = 0;
        do {
          const attempt = () => file.object.write(from.subarray(written), file);
          const count = yield* transfer(file, { call: `write(${fd})`, event: EPOLLOUT, attempt });
          if (typeof count === "string") return written > 0 ? written : count;
          written += count;
        } while (written < from.length && !file.nonblocking);
        return written;
      }),

    accept4: (fd, flags) =>
      held(table, fd, function* (file) {
        if (!table.fits(1)) return "EMFILE";
        const listener = file.object;
        if (!(listener instanceof StreamSocket)) return "ENOTSOCK";
        if (listener.state !== "listening") return "EINVAL";
        const embryo = yield* finish({
          file,
          call: `accept(${fd})`,
          queues: new Map([[listener.queue, 0]]),
          wakes: "one",
          attempt: () => table.fits(1) ? listener.nextEmbryo(file) : "EMFILE",
        });
        return typeof embryo === "string" ? embryo : machine.open(embryo, flags);
      }),

    connect: (fd, name) =>
      held(table, fd, function* (file) {
        const socket = file.object;
        if (!(socket instanceof StreamSocket)) return "ENOTSOCK";
        const room = machine.names.get(name)?.room;
        return yield* finish({
          file,
          call: `connect(${fd})`,
          queues: new Map(room === undefined ? [] : [[room, 0]]),
          wakes: "one",
          attempt: () => attemptConnect(machine, socket, name),
        });
      }),
  };
}
