/** The site as one function from a request to a response; it never throws and never shows a stack. */
import { DiskFull } from "../../labs/_progress/disk_full.ts";
import { answerRoutes } from "./answers.ts";
import { assetRoutes } from "./assets.ts";
import { clientAddress } from "./client_address.ts";
import { draftRoutes } from "./drafts.ts";
import type { HandlerParts, Site } from "./handler_parts.ts";
import { errorPage } from "./error_page.ts";
import { healthRoutes } from "./health.ts";
import { HttpError } from "./http_error.ts";
import { hostedIdentity, localIdentity } from "./identity.ts";
import { sendJson } from "./json_body.ts";
import { learnerRoutes } from "./learner.ts";
import { liveReloadRoutes } from "./live_reload.ts";
import { OpenRuns } from "./open_runs.ts";
import { createPages } from "./pages.ts";
import { progressRoutes } from "./progress.ts";
import { Limits } from "./rates.ts";
import { type Call, createRouter } from "./route.ts";
import { runRoutes } from "./runs.ts";
import { requireOwnPage, securityHeaders } from "./security.ts";
import { solutionRoutes } from "./solution.ts";

/** What tests replace. */
export interface HandlerOptions {
  /** A clock for limits, in milliseconds. */
  readonly nowMs?: () => number;
  /** Takes one line for whoever runs the server. */
  readonly log?: (line: string) => void;
  /** With `--dev`: sends `reload` when open pages are to reload. */
  readonly changes?: EventTarget;
}

/** Puts the areas together. */
export function createHandler(parts: HandlerParts, options: HandlerOptions = {}): Deno.ServeHandler<Deno.NetAddr> {
  const { nowMs = () => performance.now(), log = console.error, changes } = options;
  const limits = new Limits(nowMs);
  const identity = parts.settings.origin === null ? localIdentity : hostedIdentity(parts.progress, limits);
  const site: Site = { ...parts, identity, limits, log };
  const open = new OpenRuns();
  const pages = createPages(site);
  const match = createRouter([
    ...pages.routes,
    ...assetRoutes(parts.assets),
    ...runRoutes(site, open),
    ...draftRoutes(site),
    ...answerRoutes(site),
    ...progressRoutes(site),
    ...solutionRoutes(site),
    ...learnerRoutes(site),
    ...healthRoutes(site, open),
    ...(changes === undefined ? [] : liveReloadRoutes(changes)),
  ]);
  const everywhere = securityHeaders(parts.settings);

  async function answer(call: Call): Promise<Response> {
    const { request, url } = call;
    requireOwnPage(request, url, parts.settings);
    if (request.method !== "GET" && request.method !== "HEAD") limits.spend("writesPerAddress", call.address);
    const found = match(request.method, url.pathname);
    if (found !== null) return await found.route.answer({ ...call, params: found.params });
    if (isApi(url)) throw new HttpError("NotFound", `There is nothing at ${url.pathname}: check the address.`);
    return await pages.notFound(request);
  }

  /** The answer to an error: one sentence, and a line in the log when the error is ours. */
  function refuse({ request, url }: Call, error: unknown): Response {
    if (!(error instanceof HttpError)) log(`${request.method} ${url.pathname}: ${describe(error)}`);
    const { message, status, headers } = error instanceof HttpError ? error : unexpected(error);
    if (isApi(url)) return sendJson({ error: message }, { status, headers });
    const response = new Response(errorPage(message, parts.assets.stylesheet), { status, headers });
    response.headers.set("content-type", "text/html; charset=utf-8");
    response.headers.set("cache-control", "no-store");
    return response;
  }

  return async (request, info) => {
    const url = new URL(request.url);
    const answerHeaders = new Headers();
    const address = clientAddress(request, info.remoteAddr, parts.settings);
    const call: Call = { request, url, params: {}, address, answerHeaders };
    const response = await answer(call).catch((error) => refuse(call, error));
    for (const [name, value] of everywhere) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    for (const [name, value] of answerHeaders) response.headers.append(name, value);
    return response;
  };
}

function unexpected(error: unknown): HttpError {
  if (error instanceof DiskFull) return new HttpError("InsufficientStorage", error.message);
  return new HttpError("InternalServerError", "Something broke on the server, and its log says what: try again.");
}

/** One line: the error and the place it came from. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split("\n").slice(0, 2).map((line) => line.trim()).join(" ");
}

function isApi(url: URL): boolean {
  return url.pathname.startsWith("/api/");
}
