/** A learner's file: fetched, and saved against the version that the page last saw. */
import { STATUS_CODE } from "@std/http/status";
import type { Draft } from "../../labs/_progress/progress.ts";
import type { Site } from "./handler_parts.ts";
import { readJson, sendJson } from "./json_body.ts";
import { requireLab } from "./require_lab.ts";
import type { Call, Route } from "./route.ts";
import { readSource, SOURCE_BODY_BYTES } from "./source_body.ts";

export function draftRoutes(site: Site): readonly Route[] {
  const { identity, labs, limits, progress } = site;

  async function get(call: Call): Promise<Response> {
    const lab = requireLab(labs, call.params.labId);
    const learner = await identity.reader(call);
    return sendJson({ draft: learner === null ? null : await progress.draft(learner, lab.id) });
  }

  async function put(call: Call): Promise<Response> {
    const lab = requireLab(labs, call.params.labId);
    const sent = await readJson(call.request, {
      maxBytes: SOURCE_BODY_BYTES,
      read: (fields) => ({
        code: readSource(fields),
        baseVersion: fields.integer("baseVersion", { from: 0, to: 1_000_000_000 }),
      }),
    });
    const learner = await identity.writer(call);
    limits.spend("writesPerLearner", learner);
    const outcome = await progress.saveDraft(learner, { labId: lab.id, ...sent });
    switch (outcome.kind) {
      case "saved":
        return sendJson({ draft: outcome.draft });
      case "conflict":
        return sendJson(
          { error: conflict(sent.baseVersion, outcome.current), current: outcome.current },
          { status: STATUS_CODE.Conflict },
        );
    }
  }

  return [
    { method: "GET", path: "/api/drafts/:labId", answer: get },
    { method: "PUT", path: "/api/drafts/:labId", answer: put },
  ];
}

function conflict(baseVersion: number, current: Draft): string {
  const reason = baseVersion > current.version
    ? `the server's version ${current.version} is older than this page's version ${baseVersion}, as after a restored backup`
    : `version ${current.version} was saved elsewhere after this page's version ${baseVersion}`;
  return `Not saved, since ${reason}: choose which text to keep.`;
}
