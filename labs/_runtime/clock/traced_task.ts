/** One task of a traced run, as its own code sees it: see `traced_run.ts`. */
import type { WaitReason } from "../trace/mod.ts";
import type { TracedRun } from "./traced_run.ts";

/** `runnable`: may run, and has not been let to. `ended`: returned or threw. */
type State = "runnable" | "running" | "waiting" | "ended";

/** A handle on the task, for its own function: what it does through this is seen and recorded. */
export class TracedTask {
  /** The task's number in the trace. */
  readonly id: number;
  readonly #run: TracedRun;
  /** Names of tasks that it called and that have not ended: what it waits for when it comes to rest. */
  readonly #called = new Set<string>();
  #state: State = "runnable";

  /** Made by `TracedRun.spawn`. */
  constructor(run: TracedRun, id: number) {
    this.#run = run;
    this.id = id;
  }

  /** Waits for something that takes `ms`; then goes on as soon as nobody else holds the thread. */
  waitFor(name: string, ms: number): Promise<void> {
    this.resume();
    this.#block({ kind: "call", name });
    return new Promise((resolve) => {
      const fire = () => {
        this.resume();
        resolve();
      };
      this.#run.clock.setTimer(ms, fire, { onDue: () => this.#wake() });
    });
  }

  /** Computes for `ms`, holding the thread. */
  work(ms: number): void {
    this.resume();
    this.#run.clock.spend(ms);
  }

  /** Prints a line into the trace. */
  print(text: string): void {
    this.resume();
    this.#run.record({ kind: "printed", text });
  }

  /** Calls an async function as a task of its own. It runs at once, to its first suspension; then this one goes on. */
  call<T>(name: string, body: (task: TracedTask) => Promise<T>): Promise<T> {
    this.resume();
    this.#called.add(name);
    const called = this.#run.spawn(name, this.id);
    return this.#run.start(called, body).finally(() => this.#called.delete(name));
  }

  /** Its code has been seen to run. */
  resume(): void {
    if (this.#state === "waiting") this.#wake();
    if (this.#state === "runnable") this.#run.record({ kind: "task-started", task: this.id });
    this.#state = "running";
  }

  /** All code has come to rest: if this task was running, it now awaits something. */
  rest(): void {
    if (this.#state !== "running") return;
    this.#block({ kind: "task", name: [...this.#called].join(" and ") || "a promise" });
  }

  /** Its function returned, or threw `error`. */
  end(error?: unknown): void {
    this.resume();
    this.#state = "ended";
    if (error === undefined) this.#run.record({ kind: "task-finished", task: this.id });
    else this.#run.record({ kind: "task-failed", task: this.id, error: String(error) });
  }

  #block(on: WaitReason): void {
    this.#state = "waiting";
    this.#run.record({ kind: "task-blocked", task: this.id, on });
  }

  #wake(): void {
    this.#state = "runnable";
    this.#run.record({ kind: "task-woken", task: this.id });
  }
}
