/** Runs: a request comes in, its events stream out, and leaving kills it. */
import { ServerSentEventStream } from "@std/http/server-sent-event-stream";
import type { RunEvent, RunRequest, RunResult } from "../../labs/_runner/protocol.ts";
import type { JsonFields } from "../../labs/_progress/json_fields.ts";
import { eventStream } from "./event_stream.ts";
import type { Site } from "./handler_parts.ts";
import { HttpError } from "./http_error.ts";
import { readJson } from "./json_body.ts";
import type { OpenRuns } from "./open_runs.ts";
import { tooMany } from "./rates.ts";
import { requireLab } from "./require_lab.ts";
import type { Call, Route } from "./route.ts";
import { randomSecret } from "./secret.ts";
import { readSource, SOURCE_BODY_BYTES } from "./source_body.ts";

/** A page that is hidden still reads; one that takes nothing for a minute has gone without saying so. */
const STALL_MS = 60_000;

/** Well under the minute after which proxies cut silent connections. */
const KEEP_ALIVE_MS = 15_000;

/** A full queue of runs that take a second or two each has room again after this. */
const BUSY_SECONDS = 10;

export function runRoutes(site: Site, open: OpenRuns): readonly Route[] {
  const { grader, identity, labs, limits } = site;

  async function post(call: Call): Promise<Response> {
    const request = await readJson(call.request, { maxBytes: SOURCE_BODY_BYTES, read: readRequest });
    requireLab(labs, request.labId);
    const learner = await identity.writer(call);
    limits.spend("runsPerAddress", call.address);
    limits.spend("runsPerLearner", learner);
    using slots = new DisposableStack();
    slots.use(limits.open("streamsPerAddress", call.address));
    slots.use(limits.open("streamsPerLearner", learner));
    const runId = randomSecret();
    open.add(runId, learner);
    slots.defer(() => open.remove(runId));
    const events = grader.run(request, { queueKey: learner, runId })[Symbol.asyncIterator]();
    const first = await events.next();
    requireRoom(first);
    const held = slots.move();
    const messages = eventStream(events, {
      first,
      stallMs: STALL_MS,
      keepAliveMs: KEEP_ALIVE_MS,
      onEvent: (event) => {
        if (event.type === "started") open.started(runId);
      },
      // However the stream ends, the run is killed and its slots are free again.
      onEnd: () => {
        grader.cancel(runId);
        held.dispose();
      },
      onFault: (error) => {
        site.log(`run ${runId} of ${request.labId} broke off: ${error}`);
        return { type: "done", result: faultOf(request, runId) };
      },
    });
    return new Response(messages.pipeThrough(new ServerSentEventStream()), {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform" },
    });
  }

  async function cancel(call: Call): Promise<Response> {
    const runId = call.params.runId ?? "";
    const learner = await identity.reader(call);
    // Another learner's run is answered like one that does not exist.
    if (learner === null || !open.isOf(runId, learner) || !grader.cancel(runId)) {
      throw new HttpError("NotFound", "No such run is open: it has ended already.");
    }
    return new Response(null, { status: 204 });
  }

  return [
    { method: "POST", path: "/api/runs", answer: post },
    { method: "DELETE", path: "/api/runs/:runId", answer: cancel },
  ];
}

function readRequest(fields: JsonFields): RunRequest {
  const request = {
    labId: fields.id("labId"),
    code: readSource(fields),
    mode: fields.oneOf("mode", ["run", "grade"]),
  };
  if (fields.raw("seed") === undefined) return request;
  return { ...request, seed: fields.integer("seed", { from: 0, to: 2 ** 32 - 1 }) };
}

/** A run that finds the queue full has not begun: it is refused before the stream. */
function requireRoom(first: IteratorResult<RunEvent>): void {
  if (first.done || first.value.type !== "done" || first.value.result.outcome !== "busy") return;
  const { message, retryAfterSeconds } = first.value.result;
  throw tooMany(retryAfterSeconds ?? BUSY_SECONDS, message);
}

/** The result of a run whose events broke off. The grader turns its own faults into results: this is for what it missed. */
function faultOf(request: RunRequest, runId: string): RunResult {
  return {
    version: 1,
    runId,
    labId: request.labId,
    mode: request.mode,
    seed: request.seed ?? 0,
    outcome: "runner-fault",
    message: "The run broke off by a fault of the server, not of your code: run it again.",
    tests: [],
    durationMs: 0,
    cpuMs: 0,
    truncated: false,
  };
}
