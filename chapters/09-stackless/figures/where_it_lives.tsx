import { renderToString } from "preact-render-to-string";

const HEAD = 40;
const CELL = 24;
const GAP = 4;
const BLOCK = HEAD + 2 * CELL + GAP + 22;
const KEY = 26;

interface Language {
  readonly name: string;
  readonly where: string;
  readonly id: string;
  /** What it takes, where it was measured; the photo is 16 KiB. */
  readonly size?: string;
  /** What the runtime needs; the one that says where to go on begins with `*`. */
  readonly keeping: readonly string[];
  /** The function's own variables. */
  readonly values: readonly string[];
}

/** While the courier waits for the signature, in `proof`. */
const LANGUAGES: readonly Language[] = [
  {
    name: "This book’s compiler",
    where: "an object on the heap",
    id: "a number",
    keeping: ["*resumeId"],
    values: ["parcel", "sum"],
  },
  {
    name: "C++20 in Clang",
    where: "raw memory on the heap, unless elided",
    id: "a number; a null resume pointer when it has ended",
    size: "32 bytes",
    keeping: ["resume", "destroy", "promise", "*index"],
    values: ["parcel", "sum"],
  },
  {
    name: "C#, release build",
    where: "a struct on the stack, on the heap once it waits",
    id: "a number",
    keeping: ["*state", "builder", "awaiter"],
    values: ["parcel", "sum"],
  },
  {
    name: "Rust",
    where: "inside whatever holds the future; no allocation",
    id: "the tag of an enum",
    size: "20 bytes",
    keeping: ["*tag", "signed()"],
    values: ["parcel", "sum"],
  },
  {
    name: "Kotlin",
    where: "an object on the heap, linked to its caller’s",
    id: "a number",
    keeping: ["*label", "completion"],
    values: ["parcel", "sum"],
  },
  {
    name: "CPython",
    where: "the interpreter’s frame, inside the coroutine object",
    id: "none: the instruction pointer",
    size: "232 bytes and the photo",
    keeping: ["*instruction", "value stack"],
    values: ["parcel", "photo", "sum", "signature"],
  },
  {
    name: "JavaScript in V8, not optimized",
    where: "a generator object, and a copy of its registers",
    id: "a number, called continuation",
    keeping: ["*suspend id", "function", "registers"],
    values: ["parcel", "photo", "sum", "signature"],
  },
];

function Cells({ names, top }: { readonly names: readonly string[]; readonly top: number }) {
  const width = 100 / 4;
  return (
    <>
      {names.map((written, index) => {
        const isPlace = written.startsWith("*");
        const isDead = written === "photo" || written === "signature";
        return (
          <svg key={written} x={`${index * width}%`} y={top} width={`${width - 1}%`} height={CELL} overflow="visible">
            <rect
              x="1"
              y="1"
              width="100%"
              height={CELL - 2}
              fill="currentColor"
              fill-opacity={isPlace ? 0.22 : 0}
              stroke="currentColor"
              stroke-width={isPlace ? 2 : 1}
              stroke-dasharray={isDead ? "4 3" : undefined}
            />
            <text x="7" y="17" font-size="12">{written.replace("*", "")}</text>
          </svg>
        );
      })}
    </>
  );
}

/** What each keeps of one and the same function at its second await, and what says where it goes on. */
export function draw(): string {
  return renderToString(
    <svg class="ladder-svg" width="100%" height={LANGUAGES.length * BLOCK + KEY} xmlns="http://www.w3.org/2000/svg">
      {LANGUAGES.map(({ name, where, id, size, keeping, values }, row) => (
        <g key={name} transform={`translate(0 ${row * BLOCK})`}>
          <title>{`${name}: ${where}; where to go on: ${id}`}</title>
          <text x="0" y="14" font-weight="600">{name}</text>
          {size !== undefined && <text x="100%" y="14" text-anchor="end">{size}</text>}
          <text class="axis-label" x="0" y="31">{where}</text>
          <Cells names={keeping} top={HEAD} />
          <Cells names={values} top={HEAD + CELL + GAP} />
        </g>
      ))}
      <g transform={`translate(0 ${LANGUAGES.length * BLOCK})`}>
        <rect
          x="1"
          y="3"
          width="22"
          height="14"
          fill="currentColor"
          fill-opacity="0.22"
          stroke="currentColor"
          stroke-width="2"
        />
        <text x="30" y="15">where to go on</text>
        <rect
          x="151"
          y="3"
          width="22"
          height="14"
          fill="none"
          stroke="currentColor"
          stroke-dasharray="4 3"
        />
        <text x="180" y="15">kept, not needed</text>
      </g>
    </svg>,
  );
}
