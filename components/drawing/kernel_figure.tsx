/** Moments of a kernel's insides as one SVG string, one below the other: what a chapter's `draw` returns. */
import { renderToString } from "preact-render-to-string";
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import { eventSentence, taskNames } from "./event_sentence.ts";
import { kernelStage } from "./kernel_stage.ts";
import { kernelState } from "./kernel_state.ts";
import { kernelHeight, KernelSvg } from "./kernel_svg.tsx";

const SENTENCE_HEIGHT = 26;
const GAP = 22;

/**
 * Draws a recorded run after each of these events, given by their index in the trace. Throws `RangeError` on an event that is
 * not there, and on a trace in which no kernel was recorded.
 */
export function kernelFigure(trace: Trace, steps: readonly number[]): string {
  const stage = kernelStage(trace);
  if (stage === null) throw new RangeError("kernelFigure: no kernel was recorded; make its calls through recordKernel");
  const missing = steps.find((step) => trace.events[step] === undefined);
  if (missing !== undefined || steps.length === 0) {
    throw new RangeError(`kernelFigure: no event ${missing ?? ""}; give indices from 0 to ${trace.events.length - 1}`);
  }
  const names = taskNames(trace);
  const moment = SENTENCE_HEIGHT + kernelHeight(stage);
  return renderToString(
    <svg
      class="timeline-figure"
      width="100%"
      height={steps.length * (moment + GAP) - GAP}
      xmlns="http://www.w3.org/2000/svg"
    >
      {steps.map((step, index) => (
        <svg key={step} class="timeline-svg" y={index * (moment + GAP)} width="100%" height={moment} overflow="visible">
          <text class="kernel-moment" x="0" y="14">{index + 1}. {eventSentence(trace.events[step]!, names)}</text>
          <KernelSvg stage={stage} state={kernelState(trace, step)} top={SENTENCE_HEIGHT} />
        </svg>
      ))}
    </svg>,
  );
}
