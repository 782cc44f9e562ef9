/** How a judge says no: what was expected, what happened, where to look. */
import { AssertionError } from "@std/assert";

/** The three things a learner needs to hear, and the moment in the trace that shows it. */
export interface Reason {
  /** Completes "Expected …": `all three calls to be in flight at once`. */
  readonly expected: string;
  /** Completes "but …": `route was called only after scans had returned`. */
  readonly happened: string;
  /** A whole sentence that points at the place or the idea, without giving the answer away. */
  readonly look: string;
  /** Index into the trace's events. */
  readonly traceAt?: number;
}

/** An assertion that failed, with its reason in parts. */
export class Refusal extends AssertionError {
  override readonly name = "Refusal";
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`Expected ${reason.expected}, but ${reason.happened}.`);
    this.reason = reason;
  }
}

/** Fails the test under judgement with a reason. */
export function refuse(reason: Reason): never {
  throw new Refusal(reason);
}
