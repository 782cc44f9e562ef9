/** Hosted mode only: a recovery phrase carries a learner's progress to another device. */
import type { Site } from "./handler_parts.ts";
import { HttpError } from "./http_error.ts";
import { giveCookie } from "./identity.ts";
import { readJson, sendJson } from "./json_body.ts";
import { newPhrase, readPhrase } from "./recovery_phrase.ts";
import type { Call, Route } from "./route.ts";
import { hashSecret } from "./secret.ts";

export function learnerRoutes(site: Site): readonly Route[] {
  const { identity, limits, progress } = site;

  async function makePhrase(call: Call): Promise<Response> {
    const learner = await identity.writer(call);
    limits.spend("writesPerLearner", learner);
    const phrase = newPhrase();
    await progress.setPhrase(learner, await hashSecret(phrase));
    return sendJson({ phrase });
  }

  async function recover(call: Call): Promise<Response> {
    limits.spend("recoveriesPerAddress", call.address);
    const typed = await readJson(call.request, { maxBytes: 1_024, read: (fields) => fields.text("phrase", 200) });
    const phrase = readPhrase(typed);
    const learner = phrase === null ? null : await progress.learnerByPhrase(await hashSecret(phrase));
    if (learner === null) {
      const remedy = "check it character by character; only the newest phrase counts";
      throw new HttpError("Forbidden", `No progress is kept under this phrase: ${remedy}.`);
    }
    // What was written on this device before goes along, as an import would: newer drafts stay, passes stay where they are.
    const here = await identity.reader(call);
    if (here !== null && here !== learner) await progress.importAll(learner, await progress.exportAll(here));
    await giveCookie(progress, learner, call);
    return new Response(null, { status: 204 });
  }

  function onlyHosted(): Response {
    throw new HttpError("NotFound", "This book runs for one learner: take your progress along with export and import.");
  }

  const hosted = site.settings.origin !== null;
  return [
    { method: "POST", path: "/api/learner/phrase", answer: hosted ? makePhrase : onlyHosted },
    { method: "POST", path: "/api/learner/recover", answer: hosted ? recover : onlyHosted },
  ];
}
