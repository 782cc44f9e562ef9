/**
 * A recorded run to look at closely: step through its events, zoom, read it as a table, jump to a source line.
 *
 * On the server, and without JavaScript, it is the drawing and the table; the controls wake up in the browser.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SourcePosition, Trace } from "../../labs/_runtime/trace/trace.ts";
import { eventSentence, taskNames } from "./event_sentence.ts";
import type { AxisWindow, Bar } from "./shapes.ts";
import { stepForKey, zoomForKey } from "./timeline_keys.ts";
import { TimeLabels } from "./time_labels.tsx";
import { kernelStage } from "./kernel_stage.ts";
import { kernelState } from "./kernel_state.ts";
import { KernelSvg } from "./kernel_svg.tsx";
import { machineStage } from "./machine_stage.ts";
import { machineState } from "./machine_state.ts";
import { MachineSvg } from "./machine_svg.tsx";
import { gathers } from "./lane_view.ts";
import { StateKey } from "./state_key.tsx";
import { following, openingWindow, positionWords, wholeAxis, zoomed } from "./time_scale.ts";
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

const KEYS_IN_WORDS =
  "Timeline: left and right arrow keys step through the events, with Shift from one running task to the " +
  "next; plus and minus zoom";

/** A trace, drawn. */
export function Timeline({ trace, highlight, onSource }: TimelineProps) {
  const shapes = useMemo(() => timelineShapes(trace), [trace]);
  const names = useMemo(() => taskNames(trace), [trace]);
  const stage = useMemo(() => kernelStage(trace), [trace]);
  const machine = useMemo(() => machineStage(trace), [trace]);
  const last = trace.events.length - 1;
  const first = Math.min(last, Math.max(0, highlight ?? 0));
  const [step, setStep] = useState(first);
  const [window, setWindow] = useState<AxisWindow>(openingWindow(shapes.axis, highlight === undefined ? null : first));
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  useEffect(() => {
    setStep(first);
    setWindow(openingWindow(shapes.axis, highlight === undefined ? null : first));
  }, [shapes, highlight]);
  // The lanes are made once and keep their listener: it finds the present step here.
  const press = useRef<(bar: Bar) => void>(() => {});
  const onBar = useCallback((bar: Bar) => press.current(bar), []);

  const table = useMemo(() => <TimelineTable shapes={shapes} window={window} onSource={onSource} />, [
    shapes,
    window.from,
    window.to,
    onSource,
  ]);

  const event = trace.events[step];
  if (event === undefined) return <p class="timeline-empty">The run recorded no events.</p>;
  const at = shapes.axis.positions[step] ?? shapes.axis.start;

  function goTo(next: number): void {
    setStep(next);
    setWindow(following(wholeAxis(shapes.axis), window, shapes.axis.positions[next] ?? at));
  }

  function onKeyDown(key: KeyboardEvent): void {
    if (key.altKey || key.ctrlKey || key.metaKey) return;
    const next = stepForKey(key, step, trace.events);
    const factor = zoomForKey(key.key);
    if (next === null && factor === null) return;
    key.preventDefault();
    if (next !== null) goTo(next);
    if (factor !== null) zoom(factor);
  }

  press.current = (bar) => {
    goTo(bar.eventIndex);
    if (bar.source !== null) onSource?.(bar.source);
  };

  const zoom = (factor: number) => setWindow(zoomed(shapes.axis, window, { factor, centre: at }));
  const source = shapes.sources[step] ?? null;
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
        aria-label={KEYS_IN_WORDS}
        onKeyDown={onKeyDown}
      >
        <TimelineSvg shapes={shapes} window={window} playhead={at} onBar={alive ? onBar : undefined} />
        <TimeLabels axis={shapes.axis} window={window} />
      </div>
      <p class="timeline-event" aria-live="polite">
        <span class="timeline-time">
          {positionWords(shapes.axis, at)}, event {step + 1} of {trace.events.length}
        </span>{" "}
        {eventSentence(event, names)} {source && onSource && (
          <button
            type="button"
            class="source-link"
            onClick={() => onSource(source)}
          >
            line {source.line}
          </button>
        )}
      </p>
      {stage !== null && (
        <div class="timeline-kernel">
          <KernelSvg stage={stage} state={kernelState(trace, step)} />
        </div>
      )}
      {machine !== null && (
        <div class="timeline-machine">
          <MachineSvg stage={machine} state={machineState(trace, machine, step)} />
        </div>
      )}
      {trace.truncated && <p class="timeline-cut">The trace reached its limit: what happened later is not drawn.</p>}
      <StateKey shapes={shapes} />
      {gathers(shapes, window) && (
        <p class="timeline-gathers">
          Where the stretches of a lane are too short to tell apart, the height of a colour is that state’s share of the
          time, and what stays empty is waiting. Zoom in to see each.
        </p>
      )}
      <details class="timeline-details">
        <summary>The same as a table</summary>
        {table}
      </details>
    </div>
  );
}
