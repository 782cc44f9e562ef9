/**
 * A recorded run to look at closely: step through its events, zoom, read it as a table, jump to a source line.
 *
 * On the server, and without JavaScript, it is the drawing and the table; the controls wake up in the browser.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { SourcePosition, Trace } from "../../labs/_runtime/trace/trace.ts";
import { eventSentence } from "./event_sentence.ts";
import type { AxisWindow, Bar } from "./shapes.ts";
import { StateKey } from "./state_key.tsx";
import { positionWords, wholeAxis, zoomed } from "./time_scale.ts";
import { timelineShapes } from "./timeline_shapes.ts";
import { TimelineSvg } from "./timeline_svg.tsx";
import { TimelineTable } from "./timeline_table.tsx";

/** What a timeline is drawn from. */
export interface TimelineProps {
  readonly trace: Trace;
  /** Index into `trace.events` of the moment to show first: where a failed test points. */
  readonly highlight?: number;
  /** Called when the reader asks for the source line of a bar or of the present event. */
  readonly onSource?: (source: SourcePosition) => void;
}

const CLOCK_WORDS = {
  virtual: "virtual time: the model’s own clock",
  monotonic: "real time: this machine’s clock",
} as const;

/** The step that a key asks for, or `null` for keys that are none of ours. */
function stepForKey(key: string, step: number, last: number): number | null {
  switch (key) {
    case "ArrowRight":
      return Math.min(last, step + 1);
    case "ArrowLeft":
      return Math.max(0, step - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** The window to show once the playhead stands at `at`: moved only when the playhead would be out of sight. */
function following(whole: AxisWindow, window: AxisWindow, at: number): AxisWindow {
  if (at >= window.from && at <= window.to) return window;
  const length = window.to - window.from;
  const from = Math.min(whole.to - length, Math.max(whole.from, at - length / 2));
  return { from, to: from + length };
}

/** A trace, drawn. */
export function Timeline({ trace, highlight, onSource }: TimelineProps) {
  const shapes = useMemo(() => timelineShapes(trace), [trace]);
  const last = trace.events.length - 1;
  const [step, setStep] = useState(Math.min(last, Math.max(0, highlight ?? 0)));
  const [window, setWindow] = useState<AxisWindow>(wholeAxis(shapes.axis));
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  useEffect(() => {
    setStep(Math.min(last, Math.max(0, highlight ?? 0)));
    setWindow(wholeAxis(shapes.axis));
  }, [shapes, highlight]);

  const event = trace.events[step];
  if (event === undefined) return <p class="timeline-empty">The run recorded no events.</p>;
  const at = shapes.axis.positions[step] ?? shapes.axis.start;

  function goTo(next: number): void {
    setStep(next);
    setWindow(following(wholeAxis(shapes.axis), window, shapes.axis.positions[next] ?? at));
  }

  function onKeyDown(key: KeyboardEvent): void {
    if (key.altKey || key.ctrlKey || key.metaKey) return;
    const next = stepForKey(key.key, step, last);
    if (next === null) return;
    key.preventDefault();
    goTo(next);
  }

  function onBar(bar: Bar): void {
    goTo(bar.eventIndex);
    if (bar.source !== null) onSource?.(bar.source);
  }

  const zoom = (factor: number) => setWindow(zoomed(shapes.axis, window, { factor, centre: at }));
  const source = event.source;
  return (
    <div class="timeline">
      <div class="timeline-controls">
        <button type="button" disabled={!alive || step === 0} onClick={() => goTo(step - 1)}>Step back</button>
        <button type="button" disabled={!alive || step === last} onClick={() => goTo(step + 1)}>Step forward</button>
        <button type="button" disabled={!alive} onClick={() => zoom(0.5)}>Zoom in</button>
        <button type="button" disabled={!alive} onClick={() => zoom(2)}>Zoom out</button>
        <span class="timeline-clock">{CLOCK_WORDS[trace.clock]}</span>
      </div>
      <div
        class="timeline-view"
        tabIndex={0}
        role="group"
        aria-label="Timeline: left and right arrow keys step through the events"
        onKeyDown={onKeyDown}
      >
        <TimelineSvg shapes={shapes} window={window} playhead={at} {...(alive ? { onBar } : {})} />
      </div>
      <p class="timeline-event" aria-live="polite">
        <span class="timeline-time">
          {positionWords(shapes.axis, at)}, event {step + 1} of {trace.events.length}
        </span>{" "}
        {eventSentence(trace, event)} {source && onSource && (
          <button
            type="button"
            class="source-link"
            onClick={() => onSource(source)}
          >
            line {source.line}
          </button>
        )}
      </p>
      {trace.truncated && <p class="timeline-cut">The trace reached its limit: what happened later is not drawn.</p>}
      <StateKey shapes={shapes} />
      <details class="timeline-details">
        <summary>The same as a table</summary>
        <TimelineTable shapes={shapes} onSource={onSource} />
      </details>
    </div>
  );
}
