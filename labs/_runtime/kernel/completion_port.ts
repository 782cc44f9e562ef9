/**
 * A completion port, as Windows has it: a queue of what has completed, and a say in how many of its threads run.
 *
 * A program starts operations, and whatever ends leaves a packet at the port. Threads that the program itself has made
 * come and ask for packets. Packets go out in the order in which they came; of the threads that wait, the one that came
 * last gets the next, as its memory is likeliest to be in the caches still. So with little to do, the same thread does
 * all of it.
 *
 * The port counts the threads that have had a packet and have not come back: at most as many as its concurrency are let
 * in. A thread that waits for something else in the midst of its packet does not count meanwhile, and another one is
 * let in. When the first goes on, there is one too many for a while: the port only makes up for it when the next one
 * comes back. That is why a program makes more threads than the port lets run.
 *
 * Follows MicrosoftDocs/win32, I/O Completion Ports. What it leaves out: handles and the operations on them (`post`
 * stands for their end), limits of time, taking several packets at once, 0 as a concurrency (as many as processors).
 * How the real one differs: Windows sees by itself that a thread waits, where a task here says so with `elsewhere`; and
 * it sees at once that a thread has ended, here it is seen when the port is next called.
 */
import type { Coroutine, Suspension, Task } from "../scheduler/mod.ts";
import { runningTask } from "../scheduler/running.ts";
import { PacketWait } from "./packet_wait.ts";

/** What has completed. */
export interface Packet {
  /** The program's own word for the handle, given when it was joined to the port. */
  readonly key: number;
  /** The program's own word for the operation: in Windows, the address of its OVERLAPPED structure. */
  readonly operation: number;
  /** How many bytes were moved. */
  readonly bytes: number;
}

/** Made by `completionPort`. */
export class CompletionPort {
  /** How many threads are let in at once. */
  readonly concurrency: number;
  /** Packets that nobody has had yet, oldest first. */
  readonly packets: Packet[] = [];
  /** A stack of threads that wait for a packet: the last to come is the next to get one. */
  readonly waiting: Suspension<Packet>[] = [];
  readonly #letIn = new Set<Task>();

  /** See `completionPort`. */
  constructor(concurrency: number) {
    this.concurrency = concurrency;
  }

  /** Threads that have had a packet and run. More than the concurrency only after a wait elsewhere. */
  get running(): readonly Task[] {
    return [...this.#letIn].filter((task) => !task.ended);
  }

  /** PostQueuedCompletionStatus: leaves a packet, as the end of an operation does. */
  post(packet: Packet): void {
    this.packets.push(packet);
    this.#handOut();
  }

  /**
   * `yield* port.get()`, GetQueuedCompletionStatus: the caller is through with its last packet, and waits for the next.
   */
  get(): Suspension<Packet> {
    return new PacketWait(this);
  }

  /**
   * `yield* port.elsewhere(sleep(3))`: waits for something that is not the port's, and lets another thread in
   * meanwhile.
   */
  *elsewhere<Result>(wait: Iterable<unknown, Result>): Coroutine<Result> {
    const task = runningTask();
    if (task === null || !this.#letIn.delete(task)) return yield* wait;
    this.#handOut();
    try {
      return yield* wait;
    } finally {
      this.#letIn.add(task);
    }
  }

  /** The task comes back: it may take a packet at once, and does not stand in line for it. */
  comeBack(task: Task): Packet | undefined {
    this.#letIn.delete(task);
    if (this.packets.length === 0 || this.running.length >= this.concurrency) return undefined;
    this.#letIn.add(task);
    return this.packets.shift();
  }

  /** Packets go to threads that wait, as long as more may run. */
  #handOut(): void {
    while (this.packets.length > 0 && this.waiting.length > 0 && this.running.length < this.concurrency) {
      const wait = this.waiting.pop()!;
      wait.resolve(this.packets.shift()!);
      if (wait.task !== null) this.#letIn.add(wait.task);
      wait.finish();
    }
  }
}

/** A port that lets in `concurrency` threads at once. Throws `RangeError` when that is no whole number of 1 or more. */
export function completionPort(concurrency: number): CompletionPort {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`completionPort: concurrency is ${concurrency}; give a whole number of 1 or more`);
  }
  return new CompletionPort(concurrency);
}
