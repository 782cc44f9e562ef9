/** Asks the server for a run and hears it to its end, whatever that end is. */
import type { RunEvent, RunRequest } from "../../../labs/_runner/protocol.ts";
import { requestOf } from "../shared/ask_server.ts";
import { CUT_OFF, GARBLED, NO_CONNECTION, type Problem, problemOf } from "../shared/problem.ts";
import { readRunEvents } from "./run_stream.ts";

/** What the panel hears: the run's own events, or why there are no more of them. */
export type HeardEvent = RunEvent | { readonly type: "problem"; readonly problem: Problem };

/** Runs a file. The last event is `done` or `problem`; after `signal` fired there is none. Never throws. */
export async function* runLab(request: RunRequest, signal: AbortSignal): AsyncGenerator<HeardEvent> {
  const response = await fetch("/api/runs", { ...requestOf({ method: "POST", body: request }), signal })
    .catch(() => null);
  if (signal.aborted) return;
  if (response === null) return yield { type: "problem", problem: NO_CONNECTION };
  if (!response.ok) return yield { type: "problem", problem: await problemOf(response) };
  if (response.body === null) return yield { type: "problem", problem: CUT_OFF };
  try {
    for await (const event of readRunEvents(response.body)) {
      if (signal.aborted) return;
      yield event;
      if (event.type === "done") return;
    }
  } catch (error) {
    if (signal.aborted) return;
    return yield { type: "problem", problem: error instanceof SyntaxError ? GARBLED : CUT_OFF };
  }
  yield { type: "problem", problem: CUT_OFF };
}
