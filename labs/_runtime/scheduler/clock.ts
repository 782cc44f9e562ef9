/** What a scheduler needs of time. Types only; `virtual_time.ts` is a model of it, `host_time.ts` the real thing. */

/** Time, and the host's event loop. */
export interface SchedulerClock {
  /** Whether time moves only when it is told to. */
  readonly isVirtual: boolean;
  /** Nanoseconds since some fixed moment. */
  nowNs(): number;
  /** Code has computed for `ns`. */
  spend(ns: number): void;
  /** Nothing to run until then (`Infinity`: until `interrupt`). `null`: that time has come already. */
  rest(untilNs: number): Promise<void> | null;
  /** Ends a `rest`: something has become runnable. */
  interrupt(): void;
  /** Lets the host's event loop go round, for its timers and its I/O. */
  turn(): Promise<void>;
}
