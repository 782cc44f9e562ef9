/** A timeline as one SVG string, key included: what a chapter's `draw` returns. */
import { renderToString } from "preact-render-to-string";
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import { keyHeight, StateKey } from "./state_key.tsx";
import { timelineShapes } from "./timeline_shapes.ts";
import { LABELS_HEIGHT, TimeLabels } from "./time_labels.tsx";
import { wholeAxis } from "./time_scale.ts";
import { timelineHeight, TimelineSvg } from "./timeline_svg.tsx";

const GAP = 10;

/** Draws a trace. */
export function timelineFigure(trace: Trace): string {
  const shapes = timelineShapes(trace);
  const lanes = timelineHeight(shapes);
  const height = lanes + LABELS_HEIGHT;
  return renderToString(
    <svg
      class="timeline-figure"
      width="100%"
      height={height + GAP + keyHeight(shapes)}
      xmlns="http://www.w3.org/2000/svg"
    >
      <TimelineSvg shapes={shapes} />
      <TimeLabels axis={shapes.axis} window={wholeAxis(shapes.axis)} top={lanes} />
      <StateKey shapes={shapes} top={height + GAP} />
    </svg>,
  );
}
