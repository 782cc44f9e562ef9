/**
 * Trace, version 1: what happened in a run, as a list of named events.
 *
 * Types only. Events are in the order in which they happened; `atNs` is nanoseconds of the run's own clock since the run
 * began and never decreases. Everything the book draws (timelines, ready lists, rings) is drawn from a value of this
 * shape, recorded on success and on failure alike.
 */

/** Where in the learner's file something happened. Lines and columns count from 1. */
export interface SourcePosition {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;
}

/** What a task waits for, in a word that a figure can print. */
export interface WaitReason {
  /** What sort of thing it is. */
  readonly kind: "call" | "timer" | "promise" | "task" | "channel" | "mutex" | "descriptor";
  /** The waited-for thing's own name: a backend, a channel, a mutex, a descriptor. */
  readonly name: string;
}

/** What every event has. */
export interface At {
  /** Nanoseconds of the run's own clock since the run began. */
  readonly atNs: number;
  /** The line of the learner's file that made it happen, where one is known. */
  readonly source?: SourcePosition;
}

/** What every event in a task's life has. */
export interface OfTask extends At {
  /** The task's number in this trace, counted from 1. */
  readonly task: number;
}

/** One thing that happened. Kinds are added without a new version: who draws a trace leaves out what it does not know. */
export type TraceEvent =
  | OfTask & { readonly kind: "task-spawned"; readonly name: string; readonly parent?: number }
  | OfTask & { readonly kind: "task-started" }
  | OfTask & { readonly kind: "task-yielded" }
  | OfTask & { readonly kind: "task-preempted" }
  | OfTask & { readonly kind: "task-blocked"; readonly on: WaitReason }
  | OfTask & { readonly kind: "task-woken"; readonly by?: number }
  | OfTask & { readonly kind: "task-finished" }
  | OfTask & { readonly kind: "task-failed"; readonly error: string }
  | At & { readonly kind: "thread-started"; readonly thread: number; readonly name: string }
  | At & { readonly kind: "thread-finished"; readonly thread: number }
  | At & { readonly kind: "loop-phase"; readonly phase: string }
  | At & { readonly kind: "timer-set"; readonly timer: number; readonly delayNs: number }
  | At & { readonly kind: "timer-fired"; readonly timer: number; readonly lateNs: number }
  | At & { readonly kind: "microtask"; readonly name: string }
  | At & { readonly kind: "printed"; readonly text: string }
  | At & { readonly kind: "system-call-entered"; readonly call: string; readonly task?: number }
  | At & {
    readonly kind: "system-call-returned";
    readonly call: string;
    readonly result: string;
    readonly task?: number;
  }
  | At & { readonly kind: "descriptor-ready"; readonly descriptor: number; readonly events: string }
  | At & { readonly kind: "queue-length"; readonly queue: string; readonly length: number }
  | KernelEvent
  | MachineEvent;

/**
 * What changed inside a kernel, for drawings of its insides. Linux shows only what follows from its calls: what is open and
 * what is watched. The model tells the ready lists and the bytes too.
 */
export type KernelEvent =
  /** `what` it is, in words; `peer`: what is written there is read here, and the other way round. A second one corrects the first. */
  | At & {
    readonly kind: "descriptor-opened";
    readonly descriptor: number;
    readonly what: string;
    readonly peer?: number;
  }
  | At & { readonly kind: "descriptor-closed"; readonly descriptor: number }
  /** An entry of an interest list, as names of events; empty: it is no longer there. */
  | At & {
    readonly kind: "interest-changed";
    readonly epoll: number;
    readonly descriptor: number;
    readonly events: string;
  }
  /** The whole ready list, head first. */
  | At & { readonly kind: "ready-list"; readonly epoll: number; readonly descriptors: readonly number[] }
  | At & { readonly kind: "bytes-unread"; readonly descriptor: number; readonly bytes: number }
  /** A ring of io_uring: `head` and `tail` count modulo 2^32, and `tail - head` of its `entries` are in use. */
  | At & {
    readonly kind: "ring-moved";
    readonly ring: number;
    readonly queue: "submission" | "completion";
    readonly head: number;
    readonly tail: number;
    readonly entries: number;
  };

/** A stretch of a model CPU's memory. */
export interface MachineRegion {
  /** What a drawing calls it. */
  readonly name: string;
  /** What it is for. */
  readonly kind: "data" | "stack";
  /** Address of its first word. */
  readonly start: number;
  /** Its length. */
  readonly words: number;
  /** The words that are not zero. */
  readonly contents: readonly MachineWord[];
}

/** A word and where it is. */
export interface MachineWord {
  /** Counts words. */
  readonly address: number;
  /** 32 bits, signed. */
  readonly word: number;
}

/** Words that were copied to other addresses: those from `from` on, each to an address that is larger by `by`. */
export interface MovedWords {
  /** Address of the first one. */
  readonly from: number;
  /** How many. */
  readonly words: number;
  /** May be negative. */
  readonly by: number;
}

/** What a model CPU holds and does, for drawings of its registers and stacks. */
export type MachineEvent =
  /** All that it holds: as a run begins, and again where something other than an instruction has changed it. */
  | At & {
    readonly kind: "machine-state";
    /** Address of the next instruction. */
    readonly pc: number;
    readonly registers: Readonly<Record<string, number>>;
    readonly regions: readonly MachineRegion[];
    /** Names of addresses. */
    readonly labels: Readonly<Record<string, number>>;
    /** What became of a stack that was moved: its words are where they are now, and what they are has not changed. */
    readonly moved?: MovedWords;
  }
  /** One instruction, as its author wrote it, with the words that it replaced; `next`: where the machine goes on. */
  | At & {
    readonly kind: "instruction-executed";
    readonly pc: number;
    readonly text: string;
    readonly next: number;
    readonly registers: Readonly<Record<string, number>>;
    readonly memory: readonly MachineWord[];
  };

/** A recorded run. */
export interface Trace {
  /** Of this format. */
  readonly version: 1;
  /** Which clock `atNs` was read from: the deterministic model's, or the machine's monotonic one. */
  readonly clock: "virtual" | "monotonic";
  /** In the order in which they happened. */
  readonly events: readonly TraceEvent[];
  /** True when the recorder reached its cap: what happened later is not in `events`. */
  readonly truncated: boolean;
}
