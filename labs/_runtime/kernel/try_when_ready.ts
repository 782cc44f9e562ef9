/**
 * Completion on top of readiness: how io_uring serves pipes, sockets, counters and timers.
 *
 * It tries, as a non-blocking call does. On EAGAIN it stands in the object's wait queue, as an epoll entry does, and when it is
 * woken it tries again. So "no system calls" costs what epoll costs, inside the kernel: what is saved is the way in and
 * out. The youngest operation on an object is woken first, so that two reads of one stream under way get its bytes the wrong
 * way round.
 *
 * Whether the descriptor is non-blocking plays no part: nobody waits in the call anyway.
 *
 * Follows io_uring/poll.c (IORING_FEAT_FAST_POLL, Linux 5.7). What it leaves out: the limit of 128 tries, after which a
 * worker thread makes the blocking call.
 */
import type { Returned } from "./errno.ts";
import { EPOLLERR, EPOLLHUP, has } from "./flags.ts";
import type { OpenFile } from "./open_file.ts";
import type { RingRequest } from "./ring_request.ts";
import type { TaskWork } from "./task_work.ts";
import type { Waiter } from "./wait_queue.ts";

/** Something to be tried. */
export interface Trial {
  readonly file: OpenFile;
  /** EPOLLIN or EPOLLOUT: when it is worth trying again. */
  readonly event: number;
  /** Of those that wait to accept, an arrival wakes one. */
  readonly exclusive: boolean;
  /** Tries once. `undefined` when it goes on and wants to be told of the next event. */
  readonly attempt: () => Returned<number> | undefined;
  /** It has come to an end. */
  readonly done: (res: Returned<number>) => void;
}

/** The trial, until it has come to an end. */
export class TryWhenReady implements Waiter {
  readonly exclusive: boolean;
  readonly #trial: Trial;
  readonly #work: TaskWork;
  #stopped = false;

  /** Tries at once. */
  constructor(trial: Trial, work: TaskWork) {
    this.#trial = trial;
    this.#work = work;
    this.exclusive = trial.exclusive;
    this.#try();
  }

  wake(events: number): boolean {
    if (events !== 0 && !has(events, this.#trial.event | EPOLLERR | EPOLLHUP)) return false;
    this.#trial.file.object.queue?.remove(this);
    this.#work.add(() => this.#try());
    return true;
  }

  /** Tries no more. */
  stop(): void {
    this.#stopped = true;
    this.#trial.file.object.queue?.remove(this);
  }

  #try(): void {
    if (this.#stopped) return;
    const { file, event, attempt, done } = this.#trial;
    const { queue } = file.object;
    const res = attempt();
    if (res !== undefined && res !== "EAGAIN") return done(res);
    // Ready, and yet not to be done: a listener that was shut down. Nobody will be woken for that.
    if (queue === null || res === "EAGAIN" && has(file.object.poll(), event)) return done("EAGAIN");
    queue.add(this);
  }
}

/** Begins a trial for the request: whoever stops the request stops the trial, and lets go of the description. */
export function tryWhenReady(trial: Trial, request: RingRequest, work: TaskWork): void {
  const waiting = new TryWhenReady(trial, work);
  request.stop = () => {
    waiting.stop();
    trial.file.drop();
    return true;
  };
}
