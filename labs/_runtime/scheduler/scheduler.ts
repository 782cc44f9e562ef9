/**
 * The scheduler: runs tasks a step at a time on one thread, in the order that a policy gives.
 *
 * A step ends when the task gives way (it yields nothing), is stopped at a safe point (it yields a site), waits (it yields a
 * suspension) or ends. That is all there is to switching tasks: the next one's step begins.
 *
 * A task that throws while nobody waits for it ends the run, as a panic ends a Go program; the others are cancelled first.
 *
 * How the real one differs. Go's scheduler runs on several threads at once, each with a queue, and steals between them.
 */
import { turns, twinOf, watchSafePoints } from "../safepoints/mod.ts";
import type { SchedulerClock } from "./clock.ts";
import { stepsOf } from "./first_steps.ts";
import { type Monitor, virtualMonitor } from "./monitor.ts";
import { Pace } from "./pace.ts";
import type { Policy } from "./policy.ts";
import { roundRobin } from "./round_robin.ts";
import { type Running, setRunning, type SpawnOptions } from "./running.ts";
import { findDeadlock, TaskFailed } from "./scheduler_errors.ts";
import type { SchedulerOptions } from "./scheduler_options.ts";
import { Sleepers } from "./sleepers.ts";
import { Slice } from "./slices.ts";
import { GO_ON, Suspension } from "./suspension.ts";
import { type Coroutine, Task, TaskCancelled, type Waker } from "./task.ts";
import { type TaskEvents, taskEvents } from "./task_events.ts";
import { unwind } from "./unwind.ts";

const NS_PER_MS = 1_000_000;

/** Made by `createScheduler`. */
export class Scheduler implements Waker, Running {
  readonly #clock: SchedulerClock;
  readonly #policy: Policy;
  readonly #monitor: Monitor | null;
  readonly #slice: Slice;
  readonly #pace: Pace;
  readonly #sliceNs: number;
  readonly #events: TaskEvents | null;
  readonly #findLines: () => boolean;
  readonly #live = new Set<Task>();
  readonly #sleepers = new Sleepers();
  #lastId = 0;
  #promises = 0;
  #failure: { readonly error: unknown } | null = null;
  /** The task whose code runs. */
  task: Task | null = null;

  /** See `createScheduler`. */
  constructor(
    { mode, clock, policy, sliceMs = 10, monitor, turnNs = 1_000, record, findLines = () => true }: SchedulerOptions,
  ) {
    if (!(sliceMs > 0)) {
      throw new RangeError(`createScheduler: sliceMs is ${sliceMs}; give a number of milliseconds above 0`);
    }
    this.#clock = clock;
    this.#policy = policy ?? roundRobin();
    this.#monitor = mode === "flag" ? monitor ?? virtualMonitor() : null;
    this.#sliceNs = sliceMs * NS_PER_MS;
    this.#slice = new Slice({ mode, clock, sliceNs: this.#sliceNs, turnNs, monitor: this.#monitor });
    this.#pace = new Pace(clock, this.#sliceNs);
    this.#events = record === undefined ? null : taskEvents(record);
    this.#findLines = findLines;
  }

  /** See `Running`. */
  get findsLines(): boolean {
    return this.#events !== null && this.#findLines();
  }

  /** Makes a runnable task. Throws `TypeError` when `body` is no function. */
  spawn<T>(name: string, body: () => Coroutine<T> | T, { priority = 0 }: SpawnOptions = {}): Task<T> {
    if (typeof body !== "function") {
      throw new TypeError(
        `spawn: the body of task "${name}" is ${body === null ? "null" : typeof body}; give a function`,
      );
    }
    const task = new Task<T>({ id: ++this.#lastId, name, priority, owner: this, body: twinOf(body) ?? body });
    this.#live.add(task as Task);
    this.#events?.spawned(task as Task, this.task);
    this.#enqueue(task as Task);
    return task;
  }

  /**
   * Runs until every task has ended. Rejects with `TaskFailed` when one threw that nobody waited for, with `DeadlockError`
   * when all wait for each other; by then the `finally` blocks of all tasks have run.
   */
  async run(): Promise<void> {
    const watching = watchSafePoints(this.#slice.watch);
    try {
      await this.#monitor?.start({ sliceNs: this.#sliceNs, clock: this.#clock });
      await this.#loop();
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#unwindAll();
      await this.#monitor?.stop();
      watching[Symbol.dispose]();
    }
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #loop(): Promise<void> {
    this.#pace.hostWentRound();
    while (this.#goesOn) {
      this.#wakeSleepers();
      const flagWasRaised = this.#burst(this.#pace.steps);
      if (!this.#goesOn) return;
      if (this.#policy.length === 0) await this.#rest();
      else if (this.#pace.isHostDue(flagWasRaised, this.#promises)) await this.#clock.turn();
      else continue;
      this.#pace.hostWentRound();
    }
  }

  get #goesOn(): boolean {
    return this.#failure === null && this.#live.size > 0;
  }

  /** Up to `steps` steps; true when the flag ended it. */
  #burst(steps: number): boolean {
    const [policy, monitor, sleepers, { isVirtual }] = [this.#policy, this.#monitor, this.#sleepers, this.#clock];
    const before = setRunning(this);
    try {
      for (; steps > 0 && this.#failure === null; steps--) {
        const task = policy.next();
        if (task === undefined) return false;
        this.#step(task);
        if (monitor !== null && monitor.isRaised()) {
          monitor.lower();
          return true;
        }
        // A step may have moved virtual time: sleepers and promises are looked after before the next.
        if (isVirtual && (this.#promises > 0 || !sleepers.isEmpty)) return false;
      }
      return false;
    } finally {
      setRunning(before);
    }
  }

  #step(task: Task): void {
    if (task.ended) return;
    this.#events?.started(task, this.#policy.length);
    this.task = task;
    task.state = "running";
    turns[0] = 0;
    try {
      this.#slice.begin(task.steps !== null);
      this.#advance(task);
    } catch (error) {
      this.#fail(task, error);
    }
    this.task = null;
  }

  #advance(task: Task): void {
    const throws = task.cancellation !== null && !task.granted && !task.cancellationThrown;
    if (throws) task.cancellationThrown = true;
    task.granted = false;
    if (task.steps === null) {
      if (throws) throw task.cancellation;
      const made = task.body();
      task.steps = stepsOf(made);
      if (task.steps === null) return this.#finish(task, made);
    }
    const { done, value } = throws ? task.steps.throw(task.cancellation) : task.steps.next(GO_ON);
    if (done) return this.#finish(task, value);
    if (value === undefined) {
      this.#events?.yielded(task);
      this.#enqueue(task);
    } else if (typeof value === "number") {
      this.#events?.preempted(task, value);
      this.#enqueue(task);
    } else if (value instanceof Suspension) this.#park(task, value);
    else throw new TypeError(`task "${task.name}" yielded ${typeof value}; use yield* with what the scheduler offers`);
  }

  #park(task: Task, on: Suspension<unknown>): void {
    if (task.cancellation !== null && !task.cancellationThrown) return this.#enqueue(task);
    task.state = "waiting";
    task.waitingOn = on;
    this.#events?.blocked(task, on);
    on.enlist(task);
  }

  #enqueue(task: Task): void {
    task.state = "runnable";
    this.#policy.enqueue(task);
  }

  /** See `Waker`. */
  wake(task: Task): void {
    task.granted = true;
    this.interrupt(task);
  }

  /** See `Waker`. */
  interrupt(task: Task): void {
    if (task.ended) return;
    task.waitingOn = null;
    this.#events?.woken(task, this.task);
    this.#enqueue(task);
    this.#clock.interrupt();
  }

  /** See `Waker`. */
  setSleeper(ms: number, due: Suspension<void>): void {
    this.#sleepers.add(this.#clock.nowNs() + Math.round(ms * NS_PER_MS), due);
  }

  /** See `Waker`. */
  clearSleeper(due: Suspension<void>): void {
    this.#sleepers.remove(due);
  }

  /** See `Waker`. */
  countPromise(change: 1 | -1): void {
    this.#promises += change;
  }

  /** See `Running`. */
  spend(ms: number): void {
    this.#clock.spend(Math.round(ms * NS_PER_MS));
    this.#wakeSleepers();
  }

  #wakeSleepers(): void {
    if (this.#sleepers.nextNs === Infinity) return;
    const nowNs = this.#clock.nowNs();
    for (let due = this.#sleepers.takeDue(nowNs); due !== null; due = this.#sleepers.takeDue(nowNs)) due.finish();
  }

  /** Nobody can run: waits for a sleeper or a promise, or finds that there is none. */
  async #rest(): Promise<void> {
    const { nextNs } = this.#sleepers;
    if (nextNs === Infinity && this.#promises === 0) return this.#foundDeadlock();
    // Promises that have settled already come before the clock jumps.
    if (this.#clock.isVirtual && this.#promises > 0) await this.#clock.turn();
    if (this.#policy.length > 0) return;
    this.#monitor?.watchRunning(false);
    await this.#clock.rest(nextNs);
    this.#monitor?.watchRunning(true);
  }

  #foundDeadlock(): void {
    const deadlock = findDeadlock([...this.#live]);
    // Throwing into the tasks tells the lines at which they stand.
    this.#unwindAll();
    this.#failure = { error: deadlock() };
  }

  #finish(task: Task, result: unknown): void {
    task.result = result;
    task.state = "finished";
    this.#events?.finished(task);
    this.#end(task);
  }

  #fail(task: Task, error: unknown): void {
    task.error = error;
    task.state = "failed";
    this.#events?.failed(task, error);
    const isExpected = error instanceof TaskCancelled || task.joiners.length > 0;
    if (!isExpected) this.#failure ??= { error: new TaskFailed(task.name, error) };
    this.#end(task);
  }

  #end(task: Task): void {
    this.#live.delete(task);
    task.waitingOn = null;
    for (const join of task.joiners.splice(0)) join.finish();
  }

  /** Ends all tasks that live, so that their `finally` blocks run. */
  #unwindAll(): void {
    const before = setRunning(this);
    for (const task of this.#live) {
      this.task = task;
      task.waitingOn?.withdraw();
      const cancelled = new TaskCancelled(task.name, "the run ends");
      this.#fail(task, task.steps === null ? cancelled : unwind(task.steps, cancelled));
    }
    this.task = null;
    setRunning(before);
  }
}

/** A scheduler with no tasks. Throws `RangeError` on a slice that is no time. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new Scheduler(options);
}
