/** What happens to tasks, as events of a trace. A scheduler that is not recorded has none of this. */
import { placeOf } from "../safepoints/mod.ts";
import type { UnstampedEvent } from "../trace/mod.ts";
import { sourceOf, topFrame } from "./source_frame.ts";
import type { Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";

/** Told by a scheduler, at each change of a task's state. */
export interface TaskEvents {
  /** Made by `parent`, or from outside. */
  spawned(task: Task, parent: Task | null): void;
  /** Its code runs, while `waiting` others are runnable. */
  started(task: Task, waiting: number): void;
  /** It gave way by itself. */
  yielded(task: Task): void;
  /** It was stopped at a safe point. */
  preempted(task: Task, site: number): void;
  /** It waits. */
  blocked(task: Task, on: Suspension<unknown>): void;
  /** It is runnable again: `by` brought what it waited for, or the world outside did. */
  woken(task: Task, by: Task | null): void;
  /** It returned. */
  finished(task: Task): void;
  /** It threw. */
  failed(task: Task, error: unknown): void;
}

/** Tells `record` of them in the words of `trace.ts`. */
export function taskEvents(record: (event: UnstampedEvent) => void): TaskEvents {
  return {
    spawned: ({ id, name }, parent) =>
      record({ kind: "task-spawned", task: id, name, ...(parent !== null && { parent: parent.id }) }),
    started({ id }, waiting) {
      record({ kind: "queue-length", queue: "run queue", length: waiting });
      record({ kind: "task-started", task: id });
    },
    yielded: ({ id }) => record({ kind: "task-yielded", task: id }),
    preempted: ({ id }, site) => record({ kind: "task-preempted", task: id, source: placeOf(site) }),
    blocked: ({ id }, on) => record({ kind: "task-blocked", task: id, on: on.reason, ...sourceOf(on.stoodAt) }),
    woken: ({ id }, by) => record({ kind: "task-woken", task: id, ...(by !== null && { by: by.id }) }),
    finished: ({ id }) => record({ kind: "task-finished", task: id }),
    failed({ id }, error) {
      const source = sourceOf(error instanceof Error ? topFrame(error.stack) : null);
      record({ kind: "task-failed", task: id, error: String(error), ...source });
    },
  };
}
