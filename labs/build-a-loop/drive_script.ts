/** What happens to a loop in one run, and what is seen of it. Types only. */
/** A callback: what it is called in messages, how long it computes, and what it does then. */
export interface Work {
  readonly name: string;
  readonly costMs: number;
  readonly acts: readonly Act[];
  /** It queues itself so many times more. */
  readonly again: number;
}

export type Act =
  | { readonly act: "callSoon"; readonly work: Work }
  | { readonly act: "callLater"; readonly timer: number; readonly ms: number; readonly work: Work }
  | { readonly act: "cancel"; readonly timer: number }
  | { readonly act: "watch"; readonly pipe: number; readonly work: Work; readonly refills: number }
  | { readonly act: "unwatch"; readonly pipe: number };

/** What others do at a time. */
export type Happening =
  | { readonly atMs: number; readonly what: "bytes"; readonly pipe: number }
  | { readonly atMs: number; readonly what: "post"; readonly work: Work };

/** A post in the midst of one of the loop's own system calls: before the kernel does its part, or after. */
export interface Intrusion {
  /** The first call of this kind after this time; or a later one, when some are to be skipped. */
  readonly fromMs: number;
  readonly call: "read" | "epollWait" | "clockGettime";
  readonly skip: number;
  readonly when: "before" | "after";
  readonly work: Work;
}

export interface Input {
  readonly on: "model" | "linux";
  readonly pipes: number;
  /** What is asked of the loop before it runs. */
  readonly start: readonly Act[];
  /** In the order of their times. */
  readonly happenings: readonly Happening[];
  readonly intrusions: readonly Intrusion[];
}

export type Kind = "callSoon" | "callLater" | "watch" | "post";

/** A callback that ran. */
export interface Run {
  readonly kind: Kind;
  readonly name: string;
  /** Counts what was asked of the loop, of all kinds. */
  readonly asked: number;
  /** When it was to run, and when it did. */
  readonly dueMs: number;
  readonly ranMs: number;
  readonly at: number;
}

/** Why a callback must not run where it did. */
export type Why =
  | "had run"
  | "was cancelled"
  | "is not watched"
  | "ran on the other thread"
  | "ran inside of a callback"
  | "has nothing to read";

export interface Observation {
  /** Why there was no run, on a machine without the real kernel. */
  readonly without: string | null;
  readonly exported: boolean;
  readonly runs: readonly Run[];
  /** The first callback that ran when it must not. */
  readonly unasked: { readonly name: string; readonly why: Why; readonly at: number } | null;
  /** Callbacks that had not run when the loop went to sleep without limit, and when all was over. */
  readonly forgotten: { readonly kind: Kind; readonly name: string; readonly at: number } | null;
  /** Waits that ended, and nothing came of it; with the longest series of them. */
  readonly vain: { readonly waits: number; readonly inARow: number; readonly at: number };
  readonly returned: boolean;
  /** The loop waits, and nobody can wake it. */
  readonly hangs: boolean;
  readonly leaked: number;
  readonly waits: number;
  readonly endedAt: number;
}
