/** With `--dev` only: open pages reload when the book was loaded anew. */
import { ServerSentEventStream } from "@std/http/server-sent-event-stream";
import type { Route } from "./route.ts";

const SCRIPT_PATH = "/dev/reload.js";
const EVENTS_PATH = "/dev/reload";

/** A server that restarts closes the stream; a page that was once connected reloads when it is there again. */
const SCRIPT = `let connected = false;
const events = new EventSource("${EVENTS_PATH}");
events.addEventListener("open", () => connected ? location.reload() : connected = true);
events.addEventListener("reload", () => location.reload());
`;

/** The page with the script that listens for reloads. A script of its own, since the policy allows no inline ones. */
export function includeReloader(html: string): string {
  return html.replace("</body>", () => `<script type="module" src="${SCRIPT_PATH}"></script></body>`);
}

/** Routes of the script and of the stream, on which `changes` speaks: each `reload` event reloads every open page. */
export function liveReloadRoutes(changes: EventTarget): readonly Route[] {
  const stream = () => {
    let leave = () => {};
    const messages = new ReadableStream<{ event: string; data: string } | { comment: string }>({
      start(controller) {
        controller.enqueue({ comment: "waiting for an edit" });
        const tell = () => controller.enqueue({ event: "reload", data: "" });
        changes.addEventListener("reload", tell);
        leave = () => changes.removeEventListener("reload", tell);
      },
      cancel: () => leave(),
    });
    return new Response(messages.pipeThrough(new ServerSentEventStream()), {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform" },
    });
  };
  const script = () =>
    new Response(SCRIPT, {
      headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" },
    });
  return [
    { method: "GET", path: SCRIPT_PATH, answer: script },
    { method: "GET", path: EVENTS_PATH, answer: stream },
  ];
}
