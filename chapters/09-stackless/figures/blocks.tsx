import { renderToString } from "preact-render-to-string";
import { compiledRegion } from "./compiled_region.ts";

const LINE = 18;
const HEAD = 22;
const GAP = 22;
const PADDING = 7;
/** Room on the left for the arrows. */
const ARROWS = 46;

interface Box {
  readonly id: number;
  readonly note: string;
  readonly lines: readonly string[];
  /** Where control can go from here, and whether the coroutine is suspended on the way. */
  readonly exits: readonly { readonly to: number; readonly suspends: boolean }[];
  readonly falls: boolean;
}

/** The cases of a printed class's switch. */
function boxesOf(code: string): Box[] {
  const cases = [...code.matchAll(/^ *case (\d+): \/\/ (.*)\n((?:(?! *(?:case|default)).*\n)*)/gm)];
  return cases.map(([, id = "", note = "", body = ""]) => {
    const lines = body.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const exits = lines.flatMap((line) => {
      const [, going] = /^at = (\d+);$/.exec(line) ?? [];
      const [, resumed] = /^this\.resumeId = (\d+);$/.exec(line) ?? [];
      const to = going ?? resumed;
      return to === undefined ? [] : [{ to: Number(to), suspends: resumed !== undefined }];
    });
    const last = lines.at(-1) ?? "";
    const falls = !/^(continue;|return\b)/.test(last);
    return { id: Number(id), note, lines: shown(lines), exits, falls };
  });
}

/** What a case does, without the bookkeeping that the arrows show. */
function shown(lines: readonly string[]): string[] {
  const own = lines.filter((line) => !/^(at = \d+;|this\.resumeId = \d+;|continue;|\})$/.test(line));
  return own.map((line) =>
    line
      .replaceAll("this.", "")
      .replace(/^yielded = (.*);$/, "yield $1")
      .replace(/^return \{ value: yielded, done: false \};$/, "")
      .replace(/^return \{ value: (.*), done: false \};$/, "yield $1")
      .replace(/^return \{ value: (.*), done: true \};$/, "return $1")
      .replace(/ \{$/, "")
      .replace(/;$/, "")
  ).filter((line) => line !== "");
}

function heightOf({ lines }: Box): number {
  return HEAD + lines.length * LINE + PADDING;
}

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  /** How far out in the margin it runs; `null` straight down to the next block. */
  readonly lane: number | null;
  readonly suspends: boolean;
}

function Arrow({ from, to, lane, suspends }: ArrowProps) {
  const dashes = suspends ? "4 3" : undefined;
  if (lane === null) {
    return (
      <g fill="none" stroke="currentColor" stroke-width="1.5">
        <path d={`M${ARROWS + 2} ${from}V${to}`} stroke-dasharray={dashes} />
        <path d={`M${ARROWS - 2} ${to - 7}L${ARROWS + 2} ${to - 1}L${ARROWS + 6} ${to - 7}`} />
      </g>
    );
  }
  const right = ARROWS - 4;
  const left = right - 18 - lane * 16;
  return (
    <g fill="none" stroke="currentColor" stroke-width="1.5">
      <path d={`M${right} ${from}H${left}V${to}H${right - 2}`} stroke-dasharray={dashes} />
      <path d={`M${right - 8} ${to - 4}L${right - 1} ${to}L${right - 8} ${to + 4}`} />
    </g>
  );
}

/** The blocks into which the compiler cuts a function with a loop, and how control goes between them. */
export async function draw(): Promise<string> {
  const { compiled } = await compiledRegion("proof_of_pieces.ts");
  const boxes = boxesOf(compiled.code);
  const tops: number[] = [];
  let foot = 2;
  for (const box of boxes) {
    tops.push(foot);
    foot += heightOf(box) + GAP;
  }
  const topOf = (id: number) => tops[boxes.findIndex((box) => box.id === id)]!;
  const resumed = new Set(compiled.suspensions.map(({ resumeId }) => resumeId));
  let lanes = 0;
  const arrows = boxes.flatMap((box, index): ArrowProps[] => {
    const end = tops[index]! + heightOf(box);
    const next = boxes[index + 1];
    const exits = box.falls ? [...box.exits, { to: next!.id, suspends: false }] : box.exits;
    return exits.map(({ to, suspends }) =>
      to === next?.id
        ? { from: end, to: tops[index + 1]!, lane: null, suspends }
        : { from: end - PADDING, to: topOf(to) + 11, lane: lanes++, suspends }
    );
  });
  return renderToString(
    <svg class="loop-svg" width="100%" height={foot + 12} xmlns="http://www.w3.org/2000/svg">
      {boxes.map((box, index) => (
        <g key={box.id} transform={`translate(${ARROWS} ${tops[index]})`}>
          <rect x="0" y="0" width={resumed.has(box.id) ? 4 : 1.5} height={heightOf(box)} fill="currentColor" />
          <text x="12" y="15">{`${box.id}: ${box.note}`}</text>
          {box.lines.map((line, row) => (
            <text class="loop-printed" key={row} x="12" y={HEAD + 12 + row * LINE}>{line}</text>
          ))}
        </g>
      ))}
      {arrows.map((arrow, index) => <Arrow key={index} {...arrow} />)}
      <g transform={`translate(0 ${foot})`}>
        <line x1="2" x2="40" y1="4" y2="4" stroke="currentColor" stroke-width="1.5" stroke-dasharray="4 3" />
        <text x="48" y="8">suspended on the way</text>
      </g>
    </svg>,
  );
}
