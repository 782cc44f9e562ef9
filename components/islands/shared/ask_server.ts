/** One question to the book's server, one of three answers. The islands make no other requests, but for runs. */
import { GARBLED, NO_CONNECTION, type Problem, problemOf } from "./problem.ts";

/** What came of a request. `conflict` is a 409, with the body that tells what stands against it. */
export type ServerAnswer =
  | { readonly kind: "ok"; readonly body: unknown }
  | { readonly kind: "conflict"; readonly body: unknown }
  | { readonly kind: "problem"; readonly problem: Problem };

/** How to ask. */
export interface ServerQuestion {
  readonly method?: "GET" | "PUT" | "POST" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Lets the request outlive the page; browsers then take 64 KiB at most. */
  readonly keepalive?: boolean;
}

/** Asks the server. Never throws: every failure is a `Problem` to show. */
export async function askServer(path: string, question: ServerQuestion = {}): Promise<ServerAnswer> {
  let response: Response;
  try {
    response = await fetch(path, requestOf(question));
  } catch {
    return { kind: "problem", problem: NO_CONNECTION };
  }
  if (!response.ok && response.status !== 409) return { kind: "problem", problem: await problemOf(response) };
  try {
    const body: unknown = response.status === 204 ? null : await response.json();
    return { kind: response.ok ? "ok" : "conflict", body };
  } catch {
    return { kind: "problem", problem: GARBLED };
  }
}

/** The same request for `fetch`. */
export function requestOf({ method = "GET", body, keepalive = false }: ServerQuestion): RequestInit {
  if (body === undefined) return { method, keepalive };
  return { method, keepalive, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
