/**
 * Virtual threads on a few carriers, as a model in virtual time: who has a carrier, and who keeps it while it waits.
 *
 * A task is a generator whose steps are what it does next. A carrier is given to whoever has been runnable longest. The one
 * lock is handed on in the order of asking, and only whoever is next may take it.
 */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/mod.ts";

/** What a task does next. `enter` and `leave`: a block in which it is pinned, under the rules that pin. */
export type Doing =
  | { readonly kind: "compute"; readonly ms: number }
  | { readonly kind: "lock" | "unlock" | "enter" | "leave" };

/** A task; one with a thread of its own needs no carrier. */
export interface Plan {
  readonly name: string;
  readonly atMs: number;
  readonly ownThread?: boolean;
  steps(): Generator<Doing, void, void>;
}

interface Task {
  readonly id: number;
  readonly plan: Plan;
  readonly steps: Generator<Doing, void, void>;
  pinned: boolean;
  onCarrier: boolean;
}

/** A machine with so many carriers; `pins`: a task that waits inside a block keeps its carrier. */
export class Carriers {
  readonly #pins: boolean;
  #free: number;
  #nowMs = 0;
  readonly #events: TraceEvent[] = [];
  readonly #runnable: Task[] = [];
  readonly #timers: { readonly atMs: number; readonly fire: () => void }[] = [];
  /** Who has the lock, or is the one who may take it next. */
  #owner: Task | null = null;
  readonly #asking: Task[] = [];
  readonly #done: string[] = [];

  constructor({ carriers, pins }: { readonly carriers: number; readonly pins: boolean }) {
    this.#free = carriers;
    this.#pins = pins;
  }

  /** Runs until nothing can happen any more; the trace goes on to `untilMs`. */
  run(plans: readonly Plan[], untilMs: number): { readonly done: readonly string[]; readonly trace: Trace } {
    this.#count();
    plans.forEach((plan, index) => {
      const task: Task = { id: index + 1, plan, steps: plan.steps(), pinned: false, onCarrier: false };
      this.#after(plan.atMs, () => {
        this.#record({ kind: "task-spawned", task: task.id, name: plan.name });
        this.#mayRun(task);
      });
    });
    for (let next = this.#soonest(); next !== undefined; next = this.#soonest()) {
      this.#nowMs = next.atMs;
      next.fire();
    }
    this.#nowMs = Math.max(untilMs, this.#nowMs);
    this.#count();
    return {
      done: this.#done,
      trace: { version: 1, clock: "virtual", events: this.#events, truncated: false },
    };
  }

  #mayRun(task: Task): void {
    this.#runnable.push(task);
    this.#dispatch();
  }

  #dispatch(): void {
    for (;;) {
      const at = this.#runnable.findIndex(({ plan, onCarrier }) => plan.ownThread || onCarrier || this.#free > 0);
      const [task] = at === -1 ? [] : this.#runnable.splice(at, 1);
      if (task === undefined) return;
      if (!task.plan.ownThread && !task.onCarrier) this.#take(task);
      this.#record({ kind: "task-started", task: task.id });
      this.#step(task);
    }
  }

  #step(task: Task): void {
    const { done, value: doing } = task.steps.next();
    if (done) {
      this.#record({ kind: "task-finished", task: task.id });
      this.#done.push(task.plan.name);
      this.#give(task);
      return;
    }
    if (doing.kind === "compute") return this.#after(doing.ms, () => this.#step(task));
    if (doing.kind === "lock" && this.#owner !== null) return this.#waitForLock(task);
    if (doing.kind === "lock") this.#owner = task;
    if (doing.kind === "unlock") this.#handOn();
    if (doing.kind === "enter") task.pinned = this.#pins;
    if (doing.kind === "leave") task.pinned = false;
    this.#step(task);
  }

  #waitForLock(task: Task): void {
    this.#asking.push(task);
    this.#record({ kind: "task-blocked", task: task.id, on: { kind: "mutex", name: "the lock" } });
    if (!task.pinned) this.#give(task);
  }

  #handOn(): void {
    this.#owner = this.#asking.shift() ?? null;
    if (this.#owner === null) return;
    this.#record({ kind: "task-woken", task: this.#owner.id });
    this.#runnable.push(this.#owner);
    this.#after(0, () => this.#dispatch());
  }

  #take(task: Task): void {
    task.onCarrier = true;
    this.#free--;
    this.#count();
  }

  #give(task: Task): void {
    if (!task.onCarrier) return;
    task.onCarrier = false;
    this.#free++;
    this.#count();
    this.#after(0, () => this.#dispatch());
  }

  #count(): void {
    this.#record({ kind: "queue-length", queue: "free carriers", length: this.#free });
  }

  #after(ms: number, fire: () => void): void {
    this.#timers.push({ atMs: this.#nowMs + ms, fire });
  }

  #soonest() {
    if (this.#timers.length === 0) return undefined;
    const atMs = Math.min(...this.#timers.map((timer) => timer.atMs));
    return this.#timers.splice(this.#timers.findIndex((timer) => timer.atMs === atMs), 1)[0];
  }

  #record(event: TraceEvent extends infer Each ? Each extends TraceEvent ? Omit<Each, "atNs"> : never : never): void {
    this.#events.push({ ...event, atNs: this.#nowMs * 1e6 } as TraceEvent);
  }
}
