/**
 * Who runs next, as Linux decides it since 6.6: of the tasks that owe no time, the one with the earliest deadline
 * (EEVDF, earliest eligible virtual deadline first).
 *
 * It leaves out groups of tasks, several processors, what becomes of a task's lag while it sleeps, and that a task that
 * wakes may take the processor at once. Linux keeps the tasks in a tree ordered by deadline, so that it needs no search.
 *
 * Follows kernel/sched/fair.c (`pick_eevdf`, `update_deadline`, `avg_vruntime`).
 */

/** Fractions of a millisecond don't add up exactly: a lag that is negative by less than this is none. */
const HAIR_MS = 1e-9;

/** A task that could run. */
export interface Competitor {
  readonly name: string;
  /** How much it counts: one of weight 2 is entitled to twice what one of weight 1 is. */
  readonly weight: number;
  /** How long it would like to run in one go. */
  readonly sliceMs: number;
  /** Its virtual time: how long it ran, divided by its weight. */
  virtualMs: number;
  /** The virtual time by which it should have had a slice. */
  deadline: number;
}

/** A task that begins when all the others do. */
export function competitor(name: string, { weight = 1, sliceMs }: { weight?: number; sliceMs: number }): Competitor {
  return { name, weight, sliceMs, virtualMs: 0, deadline: sliceMs / weight };
}

// #region rule
/** How far all are on average: where each would be in a fair world. */
function fairMs(tasks: readonly Competitor[]): number {
  const weights = sumOf(tasks, ({ weight }) => weight);
  const ran = sumOf(tasks, ({ weight, virtualMs }) => weight * virtualMs);
  return ran / weights;
}

/** What the others owe it; below 0, what it owes them. */
export function lagMs(task: Competitor, tasks: readonly Competitor[]) {
  return task.weight * (fairMs(tasks) - task.virtualMs);
}

export function nextOf(tasks: readonly Competitor[]) {
  const eligible = tasks.filter((task) => lagMs(task, tasks) > -HAIR_MS);
  return eligible.reduce((a, b) => b.deadline < a.deadline ? b : a);
}

/** A slice has been served: the next one is due a slice later. */
export function serve(task: Competitor) {
  task.virtualMs += task.sliceMs / task.weight;
  task.deadline = task.virtualMs + task.sliceMs / task.weight;
}
// #endregion

function sumOf(tasks: readonly Competitor[], part: (task: Competitor) => number): number {
  return tasks.reduce((sum, task) => sum + part(task), 0);
}
