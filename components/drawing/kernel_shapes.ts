/**
 * What a drawing of a kernel's insides is made of. Types only.
 *
 * `Trace` → `kernelStage`, what there is to draw in the whole run, so that nothing jumps while one steps; and with a step
 * `kernelState`, what holds at that moment. Both are pure.
 */

/** A descriptor as it is at a moment. */
export interface DescriptorState {
  readonly descriptor: number;
  /** In words; the empty string when the trace does not tell. */
  readonly what: string;
  readonly peer: number | null;
  readonly unread: number;
  readonly isOpen: boolean;
}

/** An epoll instance at a moment. */
export interface EpollState {
  readonly epoll: number;
  /** By descriptor, in the order of their registration. */
  readonly interest: readonly { readonly descriptor: number; readonly events: string }[];
  /** Head first; `null` when the trace does not tell. */
  readonly ready: readonly number[] | null;
}

/** A queue of a ring at a moment. */
export interface RingQueueState {
  readonly ring: number;
  readonly queue: "submission" | "completion";
  readonly head: number;
  readonly tail: number;
  readonly entries: number;
}

/** What a thread, or the only one there is, does at a moment. */
export interface CallerState {
  /** `null`: the program, where there are no threads. */
  readonly task: number | null;
  readonly name: string;
  readonly doing: "computing" | "in a call" | "runnable" | "waiting" | "ended";
  /** The call that it is in, or what it waits for. */
  readonly call: string;
}

/** What holds after an event. */
export interface KernelState {
  readonly callers: readonly CallerState[];
  readonly descriptors: readonly DescriptorState[];
  readonly epolls: readonly EpollState[];
  readonly rings: readonly RingQueueState[];
  /** What the event itself touched: it is set off. */
  readonly touched: readonly number[];
}

/** What there is to draw in a run. */
export interface KernelStage {
  /** In the order in which they first appear. */
  readonly callers: readonly (number | null)[];
  /** Descriptors at which bytes ever waited, by number. */
  readonly descriptors: readonly number[];
  /** The most bytes that ever waited at one of them. */
  readonly mostUnread: number;
  /** Epoll instances, and how long their interest lists get. */
  readonly epolls: readonly { readonly epoll: number; readonly mostInterest: number; readonly showsReady: boolean }[];
  readonly rings: readonly { readonly ring: number; readonly queue: "submission" | "completion" }[];
}
