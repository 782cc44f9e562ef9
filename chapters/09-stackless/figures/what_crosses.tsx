import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { compiledRegion } from "./compiled_region.ts";

const HEAD = 46;
const ROW = 34;
const FOOT = 52;
/** The fraction of the width that the variables' names take. */
const LEFT = 0.2;

interface Life {
  readonly name: string;
  readonly isField: boolean;
  /** In lines of the source: 2.5 is the middle of the second line's text. */
  readonly from: number;
  readonly to: number;
}

interface Crossing {
  readonly resumeId: number;
  readonly at: number;
}

/** From where to where each variable is needed; what the compiler says of the crossings must agree. */
async function lives(): Promise<{ lives: readonly Life[]; crossings: readonly Crossing[]; lines: number }> {
  const { source, compiled } = await compiledRegion("proof.ts");
  const text = source.split("\n");
  const crossings = compiled.suspensions.flatMap(({ resumeId, line }) =>
    line === null ? [] : [{ resumeId, at: line + 0.5 }]
  );
  const found = compiled.variables.map(({ name, line, field }): Life => {
    const names = new RegExp(`\\b${name}\\b(?!")`);
    const last = text.findLastIndex((words) => names.test(words)) + 1;
    // What a yield gives is there when the line goes on, behind the suspension; a parameter from the start.
    const arrives = text[line - 1]!.includes("yield") ? line + 0.5 : line === 1 ? 1 : line + 0.4;
    return { name, isField: field !== null, from: arrives, to: last + 0.9 };
  });
  for (const { resumeId, at } of crossings) {
    const alive = compiled.suspensions.find((one) => one.resumeId === resumeId)!.alive;
    const across = found.filter(({ from, to }) => from < at && to > at).map(({ name }) => name);
    if (String(across) === String(alive)) continue;
    throw new Error(`figures/what_crosses.tsx: at ${resumeId} the compiler saves ${alive}, the drawing ${across}`);
  }
  return { lives: found, crossings, lines: text.length - 1 };
}

/** The lives of a coroutine's variables, and its suspensions across them: what crosses one is a field. */
export async function draw(): Promise<string> {
  const { lives: rows, crossings, lines } = await lives();
  const x = (line: number) => percent(LEFT + (1 - LEFT) * (line - 1) / lines);
  const foot = HEAD + rows.length * ROW;
  return renderToString(
    <svg class="ladder-svg" width="100%" height={foot + FOOT} xmlns="http://www.w3.org/2000/svg">
      <text class="axis-label" x="0" y="13">line</text>
      {Array.from(
        { length: lines },
        (_, index) => (
          <text class="axis-label" key={index} x={x(index + 1.5)} y="13" text-anchor="middle">{index + 1}</text>
        ),
      )}
      {rows.map(({ name, isField, from, to }, row) => (
        <g key={name} transform={`translate(0 ${HEAD + row * ROW})`}>
          <title>{`${name}: ${isField ? "crosses a suspension, so it is a field" : "crosses none"}`}</title>
          <text class="loop-printed" x="0" y="16">{name}</text>
          <svg x={x(from)} width={percent((1 - LEFT) * (to - from) / lines)} height={ROW} overflow="visible">
            <rect
              x="0"
              y="4"
              width="100%"
              height="16"
              fill={isField ? "currentColor" : "none"}
              stroke="currentColor"
              stroke-width="1.5"
              stroke-dasharray={isField ? undefined : "4 3"}
            />
          </svg>
        </g>
      ))}
      {crossings.map(({ resumeId, at }) => (
        <g key={resumeId}>
          <line
            x1={x(at)}
            x2={x(at)}
            y1={HEAD - 10}
            y2={foot}
            stroke="var(--paper, Canvas)"
            stroke-width="5"
          />
          <line x1={x(at)} x2={x(at)} y1={HEAD - 10} y2={foot} stroke="currentColor" stroke-width="1.5" />
          <text x={x(at)} y={HEAD - 15} text-anchor="middle">{`id ${resumeId}`}</text>
        </g>
      ))}
      <g transform={`translate(0 ${foot + 12})`}>
        <rect x="0.75" y="2" width="22" height="12" fill="currentColor" stroke="currentColor" stroke-width="1.5" />
        <text x="30" y="13">crosses a suspension: a field</text>
        <rect
          x="0.75"
          y="22"
          width="22"
          height="12"
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          stroke-dasharray="4 3"
        />
        <text x="30" y="33">crosses none: a local variable</text>
      </g>
    </svg>,
  );
}
