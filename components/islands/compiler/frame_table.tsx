/** The frame of a compiled coroutine: what it keeps at each suspension, and what needs no place in it. */
import type { CompiledView, FrameVariable } from "../../../chapters/_render/chapter.ts";
import type { Marks } from "./marks.ts";

interface FrameTableProps {
  readonly view: CompiledView;
  readonly marks: Marks;
  readonly alive: boolean;
  readonly onHover: (index: number | null) => void;
  readonly onPick: (index: number) => void;
}

/** A row for each variable, a column for each place to be suspended at. */
export function FrameTable({ view, marks, alive, onHover, onPick }: FrameTableProps) {
  const { variables, suspensions } = view;
  const rows = variables.map((variable, index) => ({ variable, index }));
  const kept = rows.filter(({ variable }) => variable.field !== null);
  const dropped = rows.filter(({ variable }) => variable.field === null);
  const name = ({ variable, index }: typeof rows[number]) => (
    <button
      type="button"
      class={`button-link${marks.variables.has(index) ? " is-marked" : ""}`}
      disabled={!alive}
      onMouseEnter={() => onHover(index)}
      onMouseLeave={() => onHover(null)}
      onFocus={() => onPick(index)}
      onClick={() => onPick(index)}
    >
      <code>{variable.name}</code>
    </button>
  );
  return (
    <div class="compiler-frame">
      <div class="compiler-table" tabIndex={0} role="group" aria-label="The frame at each suspension">
        <table>
          <thead>
            <tr>
              <th scope="col">The frame keeps</th>
              {suspensions.map(({ resumeId, line }) => (
                <th key={resumeId} scope="col" class={marks.resumeId === resumeId ? "is-marked" : undefined}>
                  {line === null ? "before the start" : `at line ${line}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                <code>resumeId</code>
              </th>
              {suspensions.map(({ resumeId }) => (
                <td key={resumeId} class={marks.resumeId === resumeId ? "is-marked" : undefined}>{resumeId}</td>
              ))}
            </tr>
            {kept.map((row) => (
              <tr key={row.index}>
                <th scope="row">
                  {name(row)}
                  {fieldNote(row.variable)}
                </th>
                {suspensions.map(({ resumeId, alive: held }) => (
                  <td key={resumeId} class={marks.resumeId === resumeId ? "is-marked" : undefined}>
                    {held.includes(row.variable.field!) ? "kept" : <span class="compiler-unneeded">not needed</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {dropped.length > 0 && (
        <p>
          In no frame, since no suspension lies between writing and reading them:{" "}
          {dropped.map((row, index) => (
            <span key={row.index}>
              {index > 0 && ", "}
              {name(row)}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function fieldNote({ name, line, field }: FrameVariable): string {
  if (line === null) return " (the compiler’s)";
  return field === name ? "" : ` (as ${field})`;
}
