import { useEffect, useRef } from "preact/hooks";
import type { RunRequest } from "../../../labs/_runner/protocol.ts";
import { askServer } from "../shared/ask_server.ts";
import { pageProgress } from "../shared/page_progress.ts";
import type { PanelEvent } from "./panel_state.ts";
import { runLab } from "./run_lab.ts";

/** Starts and stops runs, one at a time. */
export interface Runs {
  /** Runs, and tells the panel all that it hears. */
  start(request: RunRequest): Promise<void>;
  /** Ends the run, here and on the server. */
  stop(): void;
}

/** The panel's runs; leaving the page stops the one under way. */
export function useRuns(dispatch: (event: PanelEvent) => void): Runs {
  const running = useRef<{ readonly abort: AbortController; runId: string | null } | null>(null);

  async function start(request: RunRequest): Promise<void> {
    if (running.current !== null) return;
    const run = { abort: new AbortController(), runId: null as string | null };
    running.current = run;
    dispatch({ type: "run-asked", mode: request.mode });
    for await (const event of runLab(request, run.abort.signal)) {
      if (running.current !== run) break;
      if (event.type === "queued" || event.type === "started") run.runId = event.runId;
      if (event.type === "done" && request.mode === "grade") {
        const passed = event.result.outcome === "passed";
        void pageProgress.noteAttempt(request.labId, { passed, atMs: Date.now() });
      }
      dispatch({ type: "heard", event, atMs: Date.now() });
    }
    if (running.current === run) running.current = null;
  }

  function stop(): void {
    const run = running.current;
    if (run === null) return;
    running.current = null;
    dispatch({ type: "stopped" });
    void endRun(run.runId).finally(() => run.abort.abort());
  }

  /** Closing the connection kills a run too, but a proxy may keep it open: so the server is told first. */
  async function endRun(runId: string | null): Promise<void> {
    if (runId !== null) await askServer(`/api/runs/${runId}`, { method: "DELETE", keepalive: true });
  }

  useEffect(() => () => running.current?.abort.abort(), []);
  return { start, stop };
}
