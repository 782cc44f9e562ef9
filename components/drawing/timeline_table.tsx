/** The timeline as a table: for screen readers, and for whoever reads figures more gladly than bars. */
import type { SourcePosition } from "../../labs/_runtime/trace/trace.ts";
import type { AxisWindow, Bar, Lane, TimelineShapes } from "./shapes.ts";
import { positionWords } from "./time_scale.ts";

/** A longer table helps nobody and slows the page. */
const SHOWN_ROWS = 200;

interface TimelineTableProps {
  readonly shapes: TimelineShapes;
  /** The stretches of this part of the run. */
  readonly window: AxisWindow;
  readonly onSource: ((source: SourcePosition) => void) | undefined;
}

function byBeginning(shapes: TimelineShapes, { from, to }: AxisWindow): { lane: Lane; bar: Bar }[] {
  const rows = shapes.lanes.flatMap((lane) =>
    lane.bars.filter((bar) => bar.to > from && bar.from < to).map((bar) => ({ lane, bar }))
  );
  return rows.sort((a, b) => a.bar.from - b.bar.from || a.bar.eventIndex - b.bar.eventIndex);
}

function Line({ bar, onSource }: { bar: Bar; onSource: TimelineTableProps["onSource"] }) {
  const source = bar.source;
  if (source === null) return <>{"–"}</>;
  if (onSource === undefined) return <>{source.line}</>;
  return <button type="button" class="source-link" onClick={() => onSource(source)}>line {source.line}</button>;
}

/** One row a bar, in the order in which the bars begin. */
export function TimelineTable({ shapes, window, onSource }: TimelineTableProps) {
  const rows = byBeginning(shapes, window);
  const caption = rows.length > SHOWN_ROWS
    ? `The first ${SHOWN_ROWS} of ${rows.length} stretches in view, in the order in which they begin; zoom in for others`
    : "Every stretch in view, in the order in which they begin";
  return (
    <table class="timeline-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">State</th>
          <th scope="col">On</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Line</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN_ROWS).map(({ lane, bar }) => (
          <tr key={bar.eventIndex}>
            <th scope="row">{lane.name}</th>
            <td>{bar.state === "outside" ? "–" : bar.state}</td>
            <td>{bar.label || "–"}</td>
            <td>{positionWords(shapes.axis, bar.from)}</td>
            <td>{positionWords(shapes.axis, bar.to)}</td>
            <td>
              <Line bar={bar} onSource={onSource} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
