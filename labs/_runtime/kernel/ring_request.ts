/**
 * One operation of io_uring, from the moment the kernel has taken its entry to its completion.
 *
 * - `taken`: not begun; in a chain it waits for the one before it, and nothing can stop it but the chain.
 * - `under way`: begun. `stop` tells how to stop it, as long as that can be done.
 * - `over`: what came of it has been posted. It never begins again.
 *
 * Follows `struct io_kiocb`. What it leaves out: a request's own credentials, its place in a drain, its buffers of its
 * own.
 */
import type { Errno, Returned } from "./errno.ts";
import type { Submission } from "./submission.ts";

/** The operation. */
export class RingRequest {
  /** What the program asked for. */
  readonly entry: Submission;
  /** Why it can never begin; `null` when it makes sense. */
  readonly fault: Errno | null;
  /** The one that is linked behind it. */
  next: RingRequest | null = null;
  /** See above. */
  state: "taken" | "under way" | "over" = "taken";
  /** Stops it; false when it has gone too far. */
  stop: () => boolean = () => true;

  /** Not begun. */
  constructor(entry: Submission, fault: Errno | null) {
    this.entry = entry;
    this.fault = fault;
  }
}

/** What an operation needs of the ring that it was asked through. */
export interface RequestOwner {
  /** Says how it went, for good: posts a completion, lets the next one in the chain begin or cancels the chain. */
  complete(request: RingRequest, res: Returned<number>): void;
  /**
   * Says how it went this time, when there will be more. False when the completion queue has no room: then it has to
   * end.
   */
  completeOnce(request: RingRequest, res: number): boolean;
}
