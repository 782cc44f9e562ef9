/** Who may send requests, and what browsers are told about every answer. */
import { HttpError } from "./http_error.ts";
import { isLoopback, type Settings } from "./settings.ts";

/**
 * Nothing but our own files, and nothing inline: text that a learner's program printed cannot become a script even where
 * escaping were forgotten. `data:` images are the stylesheet's small icons.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Of scripts. It governs a Worker that is made from one, and no page: there WebAssembly may be compiled, of bytes that our own
 * scripts hold. Text is compiled nowhere.
 */
export const SCRIPT_POLICY = CONTENT_SECURITY_POLICY.replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
);

/** Headers of every answer; one that sets its own policy keeps it. */
export function securityHeaders(settings: Settings): readonly (readonly [name: string, value: string])[] {
  return [
    ["content-security-policy", CONTENT_SECURITY_POLICY],
    ["x-content-type-options", "nosniff"],
    // Not "no-referrer": with that, browsers would send "Origin: null" with our own requests.
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    // With the two above: the page's threads may share memory, and its clocks are finer.
    ["cross-origin-embedder-policy", "require-corp"],
    ...(settings.origin === null ? [] : [["strict-transport-security", "max-age=31536000"] as const]),
  ];
}

/**
 * Refuses requests that a page of another origin caused.
 *
 * In local mode the host must be a name of this machine, else a page whose own name was pointed at 127.0.0.1 (DNS
 * rebinding) would count as the same origin. In hosted mode the host header is not looked at, and nothing is made from it.
 * Browsers send `Origin` with every request that changes something; a program that sends neither `Origin` nor
 * `Sec-Fetch-Site`, such as `deno task lab`, is no browser and carries nobody's cookie.
 */
export function requireOwnPage(request: Request, url: URL, settings: Settings): void {
  if (settings.origin === null && !isLoopback(url.hostname)) {
    const message =
      `This book answers to 127.0.0.1 and localhost, not to ${url.hostname}: open it under one of those names.`;
    throw new HttpError("MisdirectedRequest", message);
  }
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const own = settings.origin ?? url.origin;
  if ((origin !== null && origin !== own) || (site !== null && site !== "same-origin")) {
    throw new HttpError("Forbidden", `The request came from another site's page: send it from a page of ${own}.`);
  }
}
