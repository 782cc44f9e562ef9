/** Writes the resume method: one `case` for each block, and behind them what catches errors for the regions. */
import type { Block, Code, Ending, Instruction, Piece } from "./blocks.ts";
import type { ClassLines, ClassParts } from "./class_lines.ts";

/** Appends the resume method. */
export function printResume(parts: ClassParts, lines: ClassLines): void {
  new ResumePrinter(parts, lines).print();
}

class ResumePrinter {
  readonly #parts: ClassParts;
  readonly #out: ClassLines;

  constructor(parts: ClassParts, lines: ClassLines) {
    this.#parts = parts;
    this.#out = lines;
  }

  /** The whole method. */
  print(): void {
    const { blocks, withHow, locals, names } = this.#parts;
    const handlers = Map.groupBy(blocks.filter((block) => block.region !== null), (block) => block.region!);
    const loops = handlers.size > 0 || blocks.some((block, index) => jumps(block, blocks[index + 1]));
    const labelled = blocks.some(({ instructions }) =>
      this.#used(instructions).some((one) => one.pieces.some(isJumpText))
    );
    this.#out.line(1, withHow ? "resume(how, sent) {" : "resume(sent) {", null);
    this.#out.line(2, loops ? "let at = this.resumeId;" : "const at = this.resumeId;", null);
    this.#out.line(2, "this.resumeId = -1; // ended, unless it suspends again", null);
    const needsYielded = blocks.some(({ ending }) =>
      ending?.kind === "suspend" && !ending.whole && !isSimple(ending.value)
    );
    const own = [...locals.map((variable) => names.get(variable)), ...(needsYielded ? ["yielded"] : [])];
    if (own.length > 0) this.#out.line(2, `let ${own.join(", ")};`, null);
    const opening = [loops ? `${labelled ? "dispatch: " : ""}for (;;) ` : "", handlers.size > 0 ? "try " : ""].join("");
    const guarded = handlers.size > 0;
    if (opening !== "") this.#out.line(2, `${opening}{`, null);
    const level = opening === "" ? 2 : 3;
    this.#out.line(level, "switch (at) {", null);
    blocks.forEach((block, index) => this.#block(block, { level: level + 1, next: blocks[index + 1] }));
    this.#out.line(level + 1, "default: // it has ended", null);
    if (withHow) {
      this.#out.line(level + 2, 'if (how === "throw") throw sent;', null);
      this.#out.line(level + 2, 'return { value: how === "return" ? sent : undefined, done: true };', null);
    } else this.#out.line(level + 2, "return { value: undefined, done: true };", null);
    this.#out.line(level, "}", null);
    if (guarded) {
      this.#out.line(2, "} catch (thrown) {", null);
      this.#out.line(3, "switch (at) {", null);
      for (const [region, covered] of handlers) {
        for (const { id } of covered) this.#out.line(4, `case ${id}:`, null);
        if (region.receives) this.#out.line(5, `${this.#out.name(region.receives)} = thrown;`, null);
        this.#out.line(5, `at = ${region.handler.id};`, null);
        this.#out.line(5, "break;", null);
      }
      this.#out.line(4, "default:", null);
      this.#out.line(5, "throw thrown;", null);
      this.#out.line(3, "}", null);
    }
    if (opening !== "") this.#out.line(2, "}", null);
    this.#out.line(1, "}", null);
  }

  #block(block: Block, { level, next }: { level: number; next: Block | undefined }): void {
    const used = this.#used(block.instructions);
    const from = used[0]?.line ?? (block.ending !== null && "line" in block.ending ? block.ending.line : null);
    this.#out.line(level, `case ${block.id}: // ${block.note}`, from);
    for (const instruction of used) this.#instruction(instruction, level + 1);
    this.#ending(block, { level: level + 1, next });
  }

  #used(instructions: readonly Instruction[]): Instruction[] {
    return instructions.filter((one) => one.pieces.length > 0 && (this.#parts.withHow || !one.onlyWithHow));
  }

  #instruction({ pieces, line, indent }: Instruction, level: number): void {
    const text = this.#out.textOf(pieces).trim().replace(/;+$/, ";");
    const ended = /[;}]$/.test(text) ? text : `${text};`;
    ended.split("\n").forEach((part, index) => {
      const shifted = index === 0 || indent === null ? part : part.replace(new RegExp(`^\\s{0,${indent}}`), "");
      if (index > 0 && indent === null) this.#out.line(0, shifted, line + index);
      else this.#out.line(level, shifted.trimEnd(), line + index);
    });
  }

  #ending({ ending, region }: Block, { level, next }: { level: number; next: Block | undefined }): void {
    // Falling into the next case is as good as going there, unless another handler is in charge of it.
    const falls = (to: Block) => to === next && to.region === region;
    const from = ending !== null && "line" in ending ? ending.line : null;
    const go = (to: Block) => {
      if (falls(to)) return;
      this.#out.line(level, `at = ${to.id};`, from);
      this.#out.line(level, "continue;", from);
    };
    switch (ending?.kind) {
      case undefined:
        return this.#out.line(level, "return { value: undefined, done: true };", null);
      case "goto":
        return go(ending.to);
      case "return":
        return this.#out.line(level, `return { value: ${this.#out.value(ending.value)}, done: true };`, from);
      case "throw":
        return this.#out.line(level, `throw ${this.#out.value(ending.value)};`, from);
      case "suspend":
        return this.#suspend(ending, level);
      case "indirect":
        this.#out.line(level, `at = ${this.#out.name(ending.where)};`, from);
        return this.#out.line(level, "continue;", from);
      case "branch": {
        const [when, to, other] = falls(ending.yes) ? ["!", ending.no, ending.yes] : ["", ending.yes, ending.no];
        const test = this.#out.value(ending.test);
        this.#out.many(level, `if (${when === "!" ? `!(${test})` : test}) {`, from);
        this.#out.line(level + 1, `at = ${to.id};`, from);
        this.#out.line(level + 1, "continue;", from);
        this.#out.line(level, "}", from);
        return go(other);
      }
    }
  }

  #suspend({ value, whole, to, line }: Ending & { readonly kind: "suspend" }, level: number): void {
    const text = this.#out.value(value);
    const simple = whole || isSimple(value);
    // What may throw comes before the resume id: a coroutine that threw has ended.
    if (!simple) this.#out.many(level, `yielded = ${text};`, line);
    this.#out.line(level, `this.resumeId = ${to.id};`, line);
    if (whole) this.#out.line(level, `return ${text};`, line);
    else this.#out.many(level, `return { value: ${simple ? text : "yielded"}, done: false };`, line);
  }
}

/** Whether computing the value cannot throw: it is one variable or one literal. */
function isSimple({ pieces }: Code): boolean {
  const [only, more] = pieces;
  if (more !== undefined || only === undefined) return false;
  return typeof only === "object" || /^(undefined|null|true|false|[\d._]+|"[^"\\]*"|'[^'\\]*')$/.test(only);
}

/** Whether a block ends by going to another case than the one that follows it. */
function jumps({ ending, region, instructions }: Block, next: Block | undefined): boolean {
  if (instructions.some((one) => one.pieces.some(isJumpText))) return true;
  if (ending?.kind === "goto") return ending.to !== next || ending.to.region !== region;
  return ending?.kind === "branch" || ending?.kind === "indirect";
}

function isJumpText(piece: Piece): boolean {
  return typeof piece === "string" && piece.includes("continue dispatch;");
}
