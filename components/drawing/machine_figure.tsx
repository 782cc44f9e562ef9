/** Moments of a model CPU as one SVG string, one below the other: what a chapter's `draw` returns. */
import { renderToString } from "preact-render-to-string";
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import { eventSentence, taskNames } from "./event_sentence.ts";
import { machineStage } from "./machine_stage.ts";
import { machineState } from "./machine_state.ts";
import { machineHeight, MachineSvg } from "./machine_svg.tsx";

const SENTENCE_HEIGHT = 26;
const GAP = 22;

/** A moment to draw. */
export interface MachineMoment {
  /** Index of an event in the trace: the drawing shows what holds after it. */
  readonly step: number;
  /** What the moment shows, instead of the event's own sentence. */
  readonly words?: string;
}

/**
 * Draws a recorded run at these moments. Throws `RangeError` on an event that is not there, and on a trace in which no
 * machine was recorded.
 */
export function machineFigure(trace: Trace, moments: readonly MachineMoment[]): string {
  const stage = machineStage(trace);
  if (stage === null) throw new RangeError("machineFigure: no machine was recorded; make it with recordMachine");
  const missing = moments.find(({ step }) => trace.events[step] === undefined);
  if (missing !== undefined || moments.length === 0) {
    throw new RangeError(
      `machineFigure: no event ${missing?.step ?? ""}; give indices from 0 to ${trace.events.length - 1}`,
    );
  }
  const names = taskNames(trace);
  const height = SENTENCE_HEIGHT + machineHeight(stage);
  return renderToString(
    <svg
      class="timeline-figure"
      width="100%"
      height={moments.length * (height + GAP) - GAP}
      xmlns="http://www.w3.org/2000/svg"
    >
      {moments.map(({ step, words = eventSentence(trace.events[step]!, names) }, index) => (
        <svg
          key={step}
          class="timeline-svg"
          y={index * (height + GAP)}
          width="100%"
          height={height}
          overflow="visible"
        >
          <text class="machine-moment" x="0" y="14">{moments.length > 1 ? `${index + 1}. ` : ""}{words}</text>
          <MachineSvg stage={stage} state={machineState(trace, stage, step)} top={SENTENCE_HEIGHT} />
        </svg>
      ))}
    </svg>,
  );
}
