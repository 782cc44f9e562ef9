/** What a learner has done: shown, taken along as a file, brought back. No request can write a pass. */
import type { ProgressExport } from "../../labs/_progress/progress.ts";
import { IMPORT_BYTES, readExport } from "../../labs/_progress/import.ts";
import type { Site } from "./handler_parts.ts";
import { readJson, sendJson } from "./json_body.ts";
import type { Call, Route } from "./route.ts";

export function progressRoutes(site: Site): readonly Route[] {
  const { identity, limits, progress } = site;

  async function show(call: Call): Promise<Response> {
    const learner = await identity.reader(call);
    return sendJson(learner === null ? { labs: [], answers: [] } : await progress.learner(learner));
  }

  async function exportFile(call: Call): Promise<Response> {
    // A reader who has written nothing exports an empty file: no learner has the empty id.
    const response = sendJson(await progress.exportAll(await identity.reader(call) ?? ""));
    response.headers.set("content-disposition", `attachment; filename="interleave-progress.json"`);
    return response;
  }

  async function importFile(call: Call): Promise<Response> {
    const file = await readJson(call.request, { maxBytes: IMPORT_BYTES, read: readExport });
    const learner = await identity.writer(call);
    limits.spend("importsPerLearner", learner);
    return sendJson(await progress.importAll(learner, ofThisEdition(site, file)));
  }

  return [
    { method: "GET", path: "/api/progress", answer: show },
    { method: "GET", path: "/api/progress/export", answer: exportFile },
    { method: "POST", path: "/api/progress/import", answer: importFile },
  ];
}

/** The part of a file that this edition has a place for. Without it, imports of invented labs would fill the disk. */
function ofThisEdition(site: Site, file: ProgressExport): ProgressExport {
  const questions = new Set(
    site.book.chapters.flatMap((chapter) => Object.keys(chapter.keys).map((id) => `${chapter.slug}#${id}`)),
  );
  return {
    ...file,
    drafts: file.drafts.filter((draft) => site.labs.has(draft.labId)),
    answers: file.answers.filter((answer) => questions.has(`${answer.chapter}#${answer.questionId}`)),
  };
}
