/** What a kernel with threads offers, to programs and to whoever looks on. Types only; `threads.ts` is the model of it. */
import type { Coroutine, Policy } from "../scheduler/mod.ts";
import type { UnstampedEvent } from "../trace/mod.ts";
import type { Returned } from "./errno.ts";
import type { KernelInsight } from "./insight.ts";
import type { MachineOptions } from "./machine.ts";
import type { Thread } from "./thread.ts";
import type { ThreadCalls } from "./thread_calls.ts";
import type { ThreadUsage } from "./thread_memory.ts";

/** What a program with threads can ask: the calls of `Kernel`, with `yield*` before those in which a thread can sleep. */
export interface ThreadKernel extends ThreadCalls {
  /** A new thread, which may run from now on; EAGAIN when there are as many as may be. `body` is given the thread itself. */
  spawn<T>(name: string, body: (thread: Thread) => Coroutine<T> | T): Returned<Thread<T>>;
  /** `yield* kernel.advance(ns)`: computes for so long; the timer may stop the thread in the middle and let others run. */
  advance(ns: number): Coroutine<void>;
}

/** A kernel with threads that can be looked into. */
export interface ModelThreadKernel extends ThreadKernel, KernelInsight {
  /** Runs until all threads have ended. Rejects as the scheduler's own `run`: `DeadlockError` when all sleep for ever. */
  run(): Promise<void>;
  /** The time, for who looks on from outside: unlike `clockGettime` it is no call, and leaves no trace. */
  readonly nowNs: number;
  /** See `ModelKernel`. */
  at(ns: number, happen: () => void): void;
  /** See `ModelKernel`. */
  readonly asked: number;
  /** All threads that ever began, in that order. */
  readonly threads: readonly Thread[];
  /** What threads take now, and the most they took so far. */
  readonly usage: { readonly now: ThreadUsage; readonly most: ThreadUsage };
}

/** What the machine and its threads are like. */
export interface ThreadOptions extends Partial<MachineOptions> {
  /** Threads at a time; by default 32,768, which is Linux's kernel.pid_max on a small machine. */
  readonly maxThreads?: number;
  /** Reserved for each stack; by default 8 MiB. */
  readonly stackBytes?: number;
  /** How long a thread may compute while others wait; by default 2.8, Linux's base slice on 8 processors or more. */
  readonly sliceMs?: number;
  /** Who runs next; by default `roundRobin()`. */
  readonly policy?: Policy;
  /** Told of every call, and of every thread that sleeps, wakes or runs. */
  readonly record?: (event: UnstampedEvent) => void;
  /** As the scheduler's: whether the line of a recorded sleep is still wanted. */
  readonly findLines?: () => boolean;
}
