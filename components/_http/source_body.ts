/** A learner's file inside a request: how long it may be, and how it is read. */
import type { JsonFields } from "../../labs/_progress/json_fields.ts";
import { RUNNER_LIMITS } from "../../labs/_runner/limits.ts";
import { HttpError } from "./http_error.ts";

/** A learner's file as JSON: quotes and line ends take two bytes each there, so the longest file may double. */
export const SOURCE_BODY_BYTES = 2 * RUNNER_LIMITS.sourceBytes + 1_024;

/** The field `code`; 413 when the file is longer than a learner's file may be. */
export function readSource(fields: JsonFields): string {
  const code = fields.text("code", SOURCE_BODY_BYTES);
  const bytes = new TextEncoder().encode(code).length;
  if (bytes <= RUNNER_LIMITS.sourceBytes) return code;
  const message = `The file has ${bytes} bytes: at most ${RUNNER_LIMITS.sourceBytes} are taken, so shorten it.`;
  throw new HttpError("ContentTooLarge", message);
}
