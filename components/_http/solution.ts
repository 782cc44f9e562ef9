/** A lab's solution and how the learner's own answer differs from it: after the pass, never before. */
import { diffLines } from "diff";
import type { Site } from "./handler_parts.ts";
import { HttpError } from "./http_error.ts";
import { sendJson } from "./json_body.ts";
import { requireLab } from "./require_lab.ts";
import type { Call, Route } from "./route.ts";

/** Some whole lines of the two files together; "added" ones are the solution's. */
interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

export function solutionRoutes(site: Site): readonly Route[] {
  const { identity, labs, progress } = site;

  async function get(call: Call): Promise<Response> {
    const { id, solution } = requireLab(labs, call.params.labId);
    const learner = await identity.reader(call);
    const record = learner === null
      ? undefined
      : (await progress.learner(learner)).labs.find((lab) => lab.labId === id);
    if (record === undefined || record.passedCode === null) {
      throw new HttpError("Forbidden", `The solution of ${id} is shown once your own passes: press Check in the lab.`);
    }
    return sendJson({ solution, diff: diffOf(record.passedCode, solution) });
  }

  return [{ method: "GET", path: "/api/labs/:labId/solution", answer: get }];
}

function diffOf(passed: string, solution: string): readonly DiffPart[] {
  return diffLines(passed, solution).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}
