/** What both halves of the judge refuse before they look closer. */
import { refuse } from "../_runner/judge/refuse.ts";

/** Where a learner finds what the file must export. */
export const STARTER = "The starter shows its signature.";

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
export function refuseShape(): never {
  return refuse({
    expected: "a report of what the probe and the service did",
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}
