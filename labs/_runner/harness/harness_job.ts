/** What the harness reads from stdin. Types only. */
import type { RunJob } from "../protocol.ts";

/** One line of JSON, then the end of stdin. */
export interface HarnessJob extends Pick<RunJob, "entry" | "drive" | "code" | "safePoints" | "calls"> {
  /** 32 hexadecimal digits, fresh for each run: the word that marks a frame. The learner's code never sees it. */
  readonly nonce: string;
}
