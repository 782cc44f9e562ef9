/** How a run can go wrong: errors that name the task, and its line where that is known. */
import { topFrame } from "./source_frame.ts";
import type { Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";

/** A task threw, and nobody was waiting for it. `cause` is what it threw. */
export class TaskFailed extends Error {
  /** Of the class. */
  override readonly name = "TaskFailed";
  /** The task's name. */
  readonly task: string;
  /** The line of its code, from 1; `null` when the error does not tell. */
  readonly line: number | null;

  /** From what was thrown. */
  constructor(task: string, cause: unknown) {
    const line = cause instanceof Error ? topFrame(cause.stack)?.line ?? null : null;
    super(`task "${task}" failed${line === null ? "" : ` at line ${line}`}: ${String(cause)}`, { cause });
    this.task = task;
    this.line = line;
  }
}

/** Every task waits for something that only another of them could bring about. */
export class DeadlockError extends Error {
  /** Of the class. */
  override readonly name = "DeadlockError";
  /** Names of the tasks that wait for each other in a ring, the first again at the end; empty when there is no ring. */
  readonly cycle: readonly string[];

  /** From the waits of the ring or, when there is none, of all. */
  constructor(waits: readonly DeadWait[], cycle: readonly Task[]) {
    super(`deadlock: ${waits.map(sentence).join("; ")}`);
    this.cycle = cycle.map(({ name }) => name);
  }
}

/** A wait that will not end, as it was found. */
export interface DeadWait {
  readonly task: Task;
  readonly wait: Suspension<unknown>;
  /** Who could end it, where that is known. */
  readonly holder: Task | null;
}

function sentence({ task, wait, holder }: DeadWait): string {
  const { kind, name } = wait.reason;
  const held = kind === "mutex" && holder !== null ? `, which "${holder.name}" holds` : "";
  const line = wait.stoodAt === null ? "" : ` (line ${wait.stoodAt.line})`;
  return `"${task.name}" waits for ${kind} "${name}"${held}${line}`;
}

/** Notes who waits for what; the error is made later, when the tasks have told where they stand. */
export function findDeadlock(waiting: readonly Task[]): () => DeadlockError {
  const cycle = waitsForCycle(waiting);
  const waits = (cycle.length > 0 ? cycle.slice(0, -1) : waiting).flatMap((task) =>
    task.waitingOn === null ? [] : [{ task, wait: task.waitingOn, holder: task.waitingOn.waitsFor() }]
  );
  return () => new DeadlockError(waits, cycle);
}

/** A ring in the waits-for graph, its first task again at the end; empty when there is none. */
function waitsForCycle(waiting: readonly Task[]): Task[] {
  for (const start of waiting) {
    const path: Task[] = [];
    for (let task: Task | null = start; task !== null; task = task.waitingOn?.waitsFor() ?? null) {
      const index = path.indexOf(task);
      if (index !== -1) return [...path.slice(index), task];
      path.push(task);
    }
  }
  return [];
}
