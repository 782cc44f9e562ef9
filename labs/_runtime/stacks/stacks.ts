/**
 * A scheduler of stacks: many calls into Wasm at once on one thread, each suspended wherever it waits, at any depth.
 *
 * The Wasm code is plain: a function calls another, and one deep down calls an import that looks as if it blocked. Suspending
 * and resuming is the mechanism's part. This is the policy: a run queue, first come, first served. What is recorded are the
 * events of the bundled scheduler's tasks, so that the same drawings show both.
 *
 * What it leaves out. Other policies, cancellation, and the host's turn: while some stack can run, the host's timers wait.
 *
 * How the real one differs. Go's scheduler is itself code on a stack (`g0`, one a thread) that all switches go through, as
 * here all stops come back to `run`. But it owns its stacks, and lets them grow; here the engine does.
 */
import { Ring } from "../scheduler/ring.ts";
import type { UnstampedEvent } from "../trace/mod.ts";
import { type Answer, answerOf } from "./answer.ts";
import { entryOf } from "./entry_of.ts";
import { jspi } from "./jspi.ts";
import type { Mechanism, Stop } from "./mechanism.ts";
import { Stack } from "./stack.ts";
import { StackFailed } from "./stack_failed.ts";

/** How stacks are run. */
export interface StacksOptions {
  /** How they are suspended; by default `jspi()`. */
  readonly mechanism?: Mechanism;
  /** Told what happens. */
  readonly record?: (event: UnstampedEvent) => void;
}

/** What a new stack runs. */
export interface SpawnStackOptions {
  /** The module that exports it, with imports made by `blocking` of the same scheduler. */
  readonly instance: WebAssembly.Instance;
  /** Name of an export of one i32 that returns an i32. */
  readonly entry: string;
  /** Its argument, as a thread's start routine has one; by default 0. */
  readonly argument?: number;
}

/** Made by `createStacks`. */
export class Stacks {
  /** How they are suspended. */
  readonly mechanism: Mechanism;
  /** All that were spawned, in order. */
  readonly all: Stack[] = [];
  readonly #record: (event: UnstampedEvent) => void;
  readonly #calls: { readonly name: string; readonly answer: Answer }[] = [];
  readonly #runnable = new Ring<Stack>();
  /** Stacks whose answers have come while another ran, or none. */
  readonly #answered = new Ring<Stack>();
  #live = 0;
  #somethingCame = () => {};

  /** See `createStacks`. */
  constructor({ mechanism = jspi(), record = () => {} }: StacksOptions) {
    this.mechanism = mechanism;
    this.#record = record;
  }

  /** An import of one i32 that returns an i32: whoever calls it is suspended until `answer` has one. */
  blocking(name: string, answer: Answer): WebAssembly.ExportValue {
    this.#calls.push({ name, answer });
    return this.mechanism.blocking(this.#calls.length - 1);
  }

  /** Makes a stack that is runnable. Throws `TypeError` when the module has no such export. */
  spawn(name: string, { instance, entry, argument = 0 }: SpawnStackOptions): Stack {
    const suspended = this.mechanism.create(entryOf(name, instance, entry));
    const stack = new Stack({ id: this.all.length + 1, name, entry, suspended, value: argument });
    this.all.push(stack);
    this.#live += 1;
    this.#record({ kind: "task-spawned", task: stack.id, name });
    this.#runnable.push(stack);
    return stack;
  }

  /** Runs until every stack has ended. Rejects with `StackFailed` as soon as one fails: the others stay where they are. */
  async run(): Promise<void> {
    while (this.#live > 0) {
      this.#takeAnswered();
      const stack = this.#runnable.shift();
      if (stack !== undefined) {
        const stop = this.#resume(stack);
        this.#stopped(stack, stop instanceof Promise ? await stop : stop);
      } else await new Promise<void>((resolve) => this.#somethingCame = resolve);
    }
  }

  #resume(stack: Stack): Stop | Promise<Stop> {
    this.#record({ kind: "queue-length", queue: "run queue", length: this.#runnable.length });
    this.#record({ kind: "task-started", task: stack.id });
    stack.state = "running";
    return stack.thrown === null ? stack.suspended.resume(stack.value) : stack.suspended.throw(stack.thrown.error);
  }

  #stopped(stack: Stack, stop: Stop): void {
    if (stop.kind === "asked") return this.#ask(stack, stop);
    this.#live -= 1;
    switch (stop.kind) {
      case "returned":
        stack.result = stop.result;
        stack.state = "finished";
        return this.#record({ kind: "task-finished", task: stack.id });
      case "threw":
        stack.state = "failed";
        this.#record({ kind: "task-failed", task: stack.id, error: String(stop.error) });
        throw new StackFailed(stack, stop.error, this.mechanism);
    }
  }

  #ask(stack: Stack, { call, question, frames }: Extract<Stop, { kind: "asked" }>): void {
    const { name, answer } = this.#calls[call]!;
    stack.blockedIn = { name, question };
    stack.frames = frames;
    stack.thrown = null;
    stack.state = "waiting";
    const given = answerOf(answer, question, stack);
    if (typeof given === "number") {
      this.#record({ kind: "task-yielded", task: stack.id });
      stack.value = given;
      return this.#enqueue(stack);
    }
    this.#record({ kind: "task-blocked", task: stack.id, on: { kind: "call", name } });
    given.then((value) => stack.value = value, (error) => stack.thrown = { error }).then(() => {
      this.#answered.push(stack);
      this.#somethingCame();
    });
  }

  /** Between two turns only: so the order does not depend on how many steps of the host a turn takes. */
  #takeAnswered(): void {
    for (let stack = this.#answered.shift(); stack !== undefined; stack = this.#answered.shift()) {
      this.#record({ kind: "task-woken", task: stack.id });
      this.#enqueue(stack);
    }
  }

  #enqueue(stack: Stack): void {
    stack.state = "runnable";
    this.#runnable.push(stack);
  }
}

/** A scheduler without stacks. */
export function createStacks(options: StacksOptions = {}): Stacks {
  return new Stacks(options);
}
