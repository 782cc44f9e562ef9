/**
 * One small program, written in every way in which a task can wait.
 *
 * The program: two depots' reports. A report asks for the parcels of each day, waits for the answer, and adds it up. The two
 * take turns: an answer comes when the other report has asked. So every question is one switch from task to task, and a
 * report that waits holds just what its way of waiting needs: a thread, a stack, a frame, or a closure.
 *
 * What it leaves out. Nobody fails and nobody is cancelled, and answers are computed, not fetched: what is left is the waiting.
 */

/** The name of a way of waiting. */
export type WayName = "threads" | "stacks" | "async" | "generator" | "class" | "callbacks";

/** What two reports added up. */
export type Totals = readonly [number, number];

/** Lets two reports that have begun take turns until both have ended. */
export type TakeTurns = () => Totals | Promise<Totals>;

/** A report that waits for its first answer, for as long as `held` is kept. (It may be a promise: never await it.) */
export interface Begun {
  /** All that keeps the report. */
  readonly held: unknown;
}

/** One way of writing the program. */
export interface Way {
  /** What it is called. */
  readonly name: WayName;
  /** Begins one report, which then waits for ever. */
  begin(): Begun | Promise<Begun>;
  /** Two reports of so many days each, ready to take turns. */
  pair(days: number): TakeTurns | Promise<TakeTurns>;
}

/** The answer to a question: how many parcels a depot had on a day. */
export function parcelsOn(day: number): number {
  return day % 8 + 1;
}
