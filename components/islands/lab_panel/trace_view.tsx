import { useEffect, useState } from "preact/hooks";
import type { SourcePosition } from "../../../labs/_runtime/trace/trace.ts";
import type { RunState } from "./run_state.ts";
import { saveTrace } from "./trace_file.ts";

type TimelineModule = typeof import("../../drawing/timeline.tsx");

interface TraceViewProps {
  /** Of the section, for links from tests. */
  readonly id: string;
  readonly run: Pick<RunState, "trace" | "highlight" | "pointings">;
  readonly onSource: (source: SourcePosition) => void;
}

/** The recorded run, drawn. The drawing's code is loaded with the first trace. */
export function TraceView({ id, run, onSource }: TraceViewProps) {
  const { trace, highlight, pointings } = run;
  const [drawing, setDrawing] = useState<TimelineModule | "missing" | null>(null);
  useEffect(() => {
    if (trace === null || drawing !== null) return;
    import("../../drawing/timeline.tsx").then(setDrawing, () => setDrawing("missing"));
  }, [trace]);

  if (trace === null || trace.events.length === 0) return null;
  return (
    <section class="lab-trace" id={id} tabIndex={-1} aria-label="Trace">
      <h3>What ran when</h3>
      <p class="trace-note">A replay, drawn from what this run recorded.</p>
      {drawing === "missing" && (
        <p>The drawing could not be loaded. Your text is kept: reload the page when you are online.</p>
      )}
      {drawing !== null && drawing !== "missing" && (
        <drawing.Timeline
          key={pointings}
          trace={trace}
          onSource={onSource}
          {...(highlight === null ? {} : { highlight })}
        />
      )}
      <p>
        <button type="button" class="button-quiet" onClick={() => saveTrace(trace, `${id}.json`)}>
          Export for Perfetto
        </button>
      </p>
    </section>
  );
}
