/** JSON in and out: bodies are read piece by piece up to a bound, and only as `application/json`. */
import { JsonFields } from "../../labs/_progress/json_fields.ts";
import { HttpError } from "./http_error.ts";

/** How a route reads its body. */
export interface BodyRules<T> {
  readonly maxBytes: number;
  /** Takes the fields out; its `TypeError`s and `RangeError`s become 400s. */
  read(fields: JsonFields): T;
}

/**
 * What `rules.read` makes of the request's JSON object.
 *
 * Refuses with 415 (not JSON, or an encoding, which could unfold to any size), 413 (too long) and 400 (malformed).
 */
export async function readJson<T>(request: Request, rules: BodyRules<T>): Promise<T> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new HttpError(
      "UnsupportedMediaType",
      "The request's body must be JSON: send Content-Type: application/json.",
    );
  }
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") {
    const message = `The request's body has the encoding ${JSON.stringify(encoding.slice(0, 40))}: send it plain.`;
    throw new HttpError("UnsupportedMediaType", message);
  }
  const text = decode(await readAtMost(request, rules.maxBytes));
  return readFields(parse(text), rules);
}

/** A JSON answer that no cache keeps. */
export function sendJson(
  value: unknown,
  options: { readonly status?: number; readonly headers?: HeadersInit } = {},
): Response {
  const response = Response.json(value, options);
  response.headers.set("cache-control", "no-store");
  return response;
}

/**
 * The body's bytes; stops reading at the first one too many.
 *
 * A body that is too long is neither read on nor let go: Deno receives one that was let go to its end, gigabytes of it,
 * while one that is still held makes it close the connection after the answer.
 */
async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLong(maxBytes);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > maxBytes) throw tooLong(maxBytes);
    pieces.push(read.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function tooLong(maxBytes: number): HttpError {
  const message = `The request's body is longer than the ${maxBytes} bytes that are read here: send less.`;
  return new HttpError("ContentTooLarge", message, { headers: { connection: "close" } });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HttpError("BadRequest", "The request's body is not UTF-8: send JSON in UTF-8.", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HttpError("BadRequest", `The request's body is not JSON (${reason}): send one JSON object.`, { cause });
  }
}

function readFields<T>(value: unknown, rules: BodyRules<T>): T {
  try {
    const fields = new JsonFields(value);
    const read = rules.read(fields);
    fields.end();
    return read;
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    throw new HttpError("BadRequest", `The request does not fit: ${error.message}.`, { cause: error });
  }
}
