/**
 * The model with threads: each is a task of the book's scheduler, and a call that cannot go on puts its thread to sleep and
 * not the machine.
 *
 * There is one processor, so one thread runs at a time: until it sleeps, ends, or has had a slice while others may run.
 * `processor.ts` counts how it goes from thread to thread. Calls take no time, and neither do switches: time passes when a
 * thread computes (`advance`) and when all sleep. What a switch costs, multiply yourself, with the cost of your machine.
 *
 * How the real one differs. Linux has a run queue a processor, weighs threads, and lets one that slept go before one that
 * ran (EEVDF), at once if need be; here they take turns. And every write to a socket takes time, so that on a real machine
 * a thread on another processor may be awake before the writer has returned.
 */
import { siteAt, twinOf } from "../safepoints/mod.ts";
import { type Coroutine, createScheduler, roundRobin, virtualTime } from "../scheduler/mod.ts";
import type { UnstampedEvent } from "../trace/mod.ts";
import { descriptorCalls } from "./descriptor_calls.ts";
import { epollCalls } from "./epoll_calls.ts";
import type { Returned } from "./errno.ts";
import { insightInto } from "./insight.ts";
import { Machine } from "./machine.ts";
import { pollCalls } from "./poll_calls.ts";
import { Processor } from "./processor.ts";
import { recordKernel } from "./recording_kernel.ts";
import { segmentCost } from "./segment_cost.ts";
import { socketCalls } from "./socket_calls.ts";
import { Thread } from "./thread.ts";
import type { ModelThreadKernel, ThreadOptions } from "./thread_kernel.ts";
import { blockingCalls, type ThreadCalls } from "./thread_calls.ts";
import { ThreadMemory } from "./thread_memory.ts";
import { ThreadTime } from "./thread_time.ts";
import { waitingCalls } from "./thread_waits.ts";

const NS_PER_MS = 1_000_000;
/** Where a thread that computes is stopped: no line of the program. */
const NOWHERE = siteAt(0, 0);

/**
 * A kernel with nothing open and no threads, at time 0.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createThreadKernel, must } from "@interleave/kernel";
 * const kernel = createThreadKernel();
 * const [reader, writer] = must(kernel.pipe2(0));
 * const read: number[] = [];
 * kernel.spawn("reader", function* ({ stack }) {
 *   read.push(must(yield* kernel.read(reader, stack.array(16))));
 * });
 * kernel.spawn("writer", function* () {
 *   yield* kernel.advance(1_000);
 *   yield* kernel.write(writer, new Uint8Array(5));
 * });
 * await kernel.run();
 * assertEquals(read, [5]);
 * assertEquals(kernel.threads.map(({ voluntary }) => voluntary), [1, 0]);
 * ```
 */
export function createThreadKernel(options: ThreadOptions = {}): ModelThreadKernel {
  const { maxThreads = 32_768, stackBytes = 8 * 1_024 * 1_024, sliceMs = 2.8, policy = roundRobin(), record } = options;
  const clock = virtualTime();
  const time = new ThreadTime(clock, () => scheduler);
  const machine = new Machine({ maxDescriptors: 1_024, segmentCost, ...options }, time);
  const processor = new Processor(clock.nowNs);
  const memory = new ThreadMemory();
  const threads: Thread[] = [];
  const findLines = options.findLines ?? (() => record !== undefined);
  const scheduler = createScheduler({ mode: "quantum", clock, policy, sliceMs, turnNs: 0, record: note, findLines });

  function note(event: UnstampedEvent): void {
    const nowhere = event.kind === "task-preempted" && event.source?.line === 0;
    record?.(nowhere ? { kind: "task-preempted", task: event.task } : event);
    const ended = processor.note(event);
    if (ended !== null) memory.end(ended.stack);
  }

  function spawn<T>(name: string, body: (thread: Thread) => Coroutine<T> | T): Returned<Thread<T>> {
    if (memory.now.threads >= maxThreads) return "EAGAIN";
    const thread = new Thread<T>(name, memory.begin(stackBytes));
    const run = (twinOf(body) ?? body) as typeof body;
    thread.runAs(scheduler.spawn<T>(name, () => run(thread as Thread)));
    processor.add(thread as Thread);
    threads.push(thread as Thread);
    return thread;
  }

  function* advance(ns: number): Coroutine<void> {
    const sliceNs = sliceMs * NS_PER_MS;
    for (let leftNs = ns; leftNs > 0;) {
      const stepNs = Math.min(leftNs, Math.max(1, sliceNs - processor.ranNs));
      scheduler.spend(stepNs / NS_PER_MS);
      leftNs -= stepNs;
      if (processor.ranNs < sliceNs) continue;
      if (policy.length > 0) yield NOWHERE;
      else processor.beginSlice();
    }
  }

  const insight = insightInto(machine);
  const calls: ThreadCalls = {
    ...descriptorCalls(machine),
    ...socketCalls(machine),
    ...epollCalls(machine),
    ...pollCalls(machine),
    ...blockingCalls(machine),
    ...waitingCalls(machine),
  };
  return {
    ...(record === undefined ? calls : recordKernel({ ...calls, ...insight }, { record })),
    ...insight,
    spawn,
    advance,
    run: () => scheduler.run(),
    get nowNs() {
      return clock.nowNs();
    },
    at: (ns, happen) => void time.setAlarm(ns, happen),
    get asked() {
      return machine.asked;
    },
    threads,
    usage: memory,
  };
}
