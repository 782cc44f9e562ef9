import { renderToString } from "preact-render-to-string";
import { compileSafePoints } from "../../../labs/_runtime/safepoints/compile_safe_points.ts";
import { totalWeight } from "../total_weight.ts";

const LINE = 20;
const GAP = 34;
const HEAD = 22;

interface Line {
  readonly text: string;
  /** Whether the compiler wrote it. */
  readonly inserted: boolean;
}

/** Breaks code into lines at braces, semicolons and `&&`; changes nothing but white space. */
function laidOut(code: string): string[] {
  const lines: string[] = [];
  let line = "";
  let round = 0;
  let depth = 0;
  const flush = (further = 0) => {
    if (line.trim() !== "") lines.push("  ".repeat(depth + further) + line.trim());
    line = "";
  };
  let broken = 0;
  for (const sign of code.replace(/\s+/g, " ").replaceAll("){", ") {")) {
    if (sign === "(") round++;
    if (sign === ")") round--;
    if (round === 0 && sign === "}") {
      flush();
      depth--;
    }
    line += sign;
    if (line.endsWith("&&")) {
      flush();
      broken = 2;
    }
    if (round > 0 || !/[{};]/.test(sign)) continue;
    flush(broken);
    broken = 0;
    if (sign === "{") depth++;
  }
  return lines;
}

/** Marks what the compiler wrote: lines with its own names, which begin with `$`, and all inside the blocks that these open. */
function marked(lines: readonly string[]): Line[] {
  let openAt: number | null = null;
  return lines.map((text) => {
    const indent = text.search(/\S/);
    const own = text.includes("$") && !text.startsWith("function");
    if (openAt === null && own && /^if /.test(text.trim())) openAt = indent;
    const inserted = own || openAt !== null;
    if (openAt !== null && text.trim() === "}" && indent === openAt) openAt = null;
    return { text, inserted };
  });
}

/** The copy that can be stopped: the generator that the compiler put behind the function. */
function twinText(code: string): string {
  const start = code.search(/function\* totalWeight\$0/);
  const from = start === -1 ? code.search(/function\* totalWeight\$twin/) : start;
  if (from === -1) throw new Error("compiled_code.tsx: the compiler gave totalWeight no generator copy");
  let depth = 0;
  for (let at = code.indexOf("{", from); at < code.length; at++) {
    if (code[at] === "{") depth++;
    if (code[at] === "}" && --depth === 0) return code.slice(from, at + 1);
  }
  throw new Error("compiled_code.tsx: the copy has no end");
}

function CodeLines({ lines, top }: { readonly lines: readonly Line[]; readonly top: number }) {
  return (
    <>
      {lines.map(({ text, inserted }, index) => (
        <g key={index} transform={`translate(0 ${top + index * LINE})`}>
          {inserted && <rect x="0" y="3" width="3" height={LINE - 4} fill="currentColor" />}
          <text class="loop-printed" x="12" y="15" xml:space="preserve">
            {text.replace(/^ +/, (spaces) => "\u00a0".repeat(spaces.length))}
          </text>
        </g>
      ))}
    </>
  );
}

/** A small loop above, and below it what the book's compiler makes of it. */
export function draw(): string {
  const source = String(totalWeight);
  const before = laidOut(source).map((text) => ({ text, inserted: false }));
  const after = marked(laidOut(twinText(compileSafePoints(source).code)));
  const second = HEAD + before.length * LINE + GAP;
  return renderToString(
    <svg class="loop-svg" width="100%" height={second + after.length * LINE} xmlns="http://www.w3.org/2000/svg">
      <text class="loop-name" x="0" y="14">what you write</text>
      <CodeLines lines={before} top={HEAD} />
      <text class="loop-name" x="0" y={second - 8}>what the compiler adds</text>
      <CodeLines lines={after} top={second} />
    </svg>,
  );
}
