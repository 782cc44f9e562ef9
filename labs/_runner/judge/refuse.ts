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

/** Fails because the file lacks what the lab calls. `what` completes "the file to export …": `a function trackingPage`. */
export function refuseMissing(what: string): never {
  refuse({
    expected: `the file to export ${what}`,
    happened: "it exports none",
    look: "The starter shows its signature.",
  });
}

/**
 * Fails because the report has not the shape that the drive gives it: the learner's code shares a process with the drive,
 * and stood in its way. `report` completes "Expected …": `a report of the day`.
 */
export function refuseShape(report: string): never {
  refuse({
    expected: report,
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}
