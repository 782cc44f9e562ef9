/** The panel's words for what runs, how it stands and how it ended. */
import type { LabKind } from "../../../labs/_runner/lab.ts";
import type { Outcome } from "../../../labs/_runner/protocol.ts";

/** How an ending looks: never by colour alone, each has its own sign. */
export type Tone = "good" | "bad" | "warning" | "neutral" | "idle";

/** Heading and look of an ending. */
export interface OutcomeWords {
  readonly heading: string;
  readonly tone: Tone;
}

/** The heading of each outcome; the sentence below it is the result's own. */
export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome) {
    case "finished":
      return { heading: "Finished", tone: "neutral" };
    case "passed":
      return { heading: "Passed", tone: "good" };
    case "failed":
      return { heading: "Not yet", tone: "bad" };
    case "did-not-compile":
      return { heading: "Did not compile", tone: "bad" };
    case "crashed":
      return { heading: "Crashed", tone: "bad" };
    case "timed-out":
      return { heading: "Timed out", tone: "bad" };
    case "cpu-limit":
      return { heading: "Out of CPU time", tone: "bad" };
    case "out-of-memory":
      return { heading: "Out of memory", tone: "bad" };
    case "too-much-output":
      return { heading: "Too much output", tone: "bad" };
    case "cancelled":
      return { heading: "Stopped", tone: "warning" };
    case "busy":
      return { heading: "Busy", tone: "warning" };
    case "runner-fault":
      return { heading: "Our fault", tone: "warning" };
  }
}

/** The sign before a heading. */
export const TONE_SIGNS: { readonly [tone in Tone]: string } = {
  good: "✓",
  bad: "✗",
  warning: "!",
  neutral: "●",
  idle: "○",
};

/** What runs the learner's code, and on which clock. */
export function kindWords(kind: LabKind): { readonly runtime: string; readonly clock: string } {
  switch (kind) {
    case "deno":
      return { runtime: "Deno’s own event loop", clock: "real clock" };
    case "scheduler":
      return { runtime: "the book’s scheduler", clock: "virtual clock" };
    case "kernel":
      return { runtime: "the model kernel", clock: "virtual clock" };
    case "machine":
      return { runtime: "the model machine", clock: "clock counts its steps" };
  }
}

/** Milliseconds for a reader: `40 ms`, `1.3 s`. */
export function elapsedWords(elapsedMs: number): string {
  return elapsedMs < 1_000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1_000).toFixed(1)} s`;
}
