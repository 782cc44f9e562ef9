/** Writes the class, line by line, and remembers for each line where in the source it comes from. */
import type { FunctionDeclaration } from "acorn";
import { type Block, type Code, type Ending, type Instruction, isBlock, type Piece, type Pieces } from "./blocks.ts";
import type { Variable } from "./variables.ts";

/** What the printer needs to know. */
export interface ClassParts {
  readonly fn: FunctionDeclaration;
  readonly source: string;
  readonly className: string;
  readonly blocks: readonly Block[];
  /** Whether `throw` and `return` from outside can be answered inside. */
  readonly withHow: boolean;
  /** Parameters by name, in order; those among `fields` are kept. */
  readonly parameters: readonly Variable[];
  readonly fields: readonly Variable[];
  readonly locals: readonly Variable[];
  readonly names: ReadonlyMap<Variable, string>;
}

/** Text, and for each of its lines the line of the source. */
export interface Printed {
  readonly code: string;
  readonly lines: readonly (number | null)[];
}

const SUPPORT: readonly (readonly [name: string, text: string])[] = [
  [
    "delegate(",
    `
/** One turn of \`yield*\`: the inner iterator hears what this one was told. */
function delegate(inner, how, sent) {
  const method = how === "next" ? inner.next : inner[how];
  if (method !== undefined && method !== null) return method.call(inner, sent);
  if (how === "return") return { value: sent, done: true };
  close(inner);
  throw new TypeError("the inner iterator has no throw method");
}
`,
  ],
  [
    "close",
    `
/** Tells an iterator that nobody will ask it again. */
function close(iterator) {
  const method = iterator.return;
  if (method === undefined || method === null) return;
  const result = method.call(iterator);
  if (Object(result) !== result) throw new TypeError(\`return() gave \${String(result)}, not an object\`);
}
`,
  ],
  [
    "closeQuietly",
    `
/** The same while another error is on its way, which counts for more. */
function closeQuietly(iterator) {
  try {
    close(iterator);
  } catch {
    // The first error goes on.
  }
}
`,
  ],
];

/** The ramp, the class, and what they need. */
export function printClass(parts: ClassParts): Printed {
  const { fn, source, className, parameters, fields, names, withHow } = parts;
  const printer = new Printer(parts);
  const kept = parameters.filter((variable) => fields.includes(variable));
  const head = fn.params.map((param) => source.slice(param.start, param.end)).join(", ");
  printer.line(0, `function ${fn.id.name}(${head}) {`);
  printer.line(1, `return new ${className}(${kept.map(({ name }) => name).join(", ")});`);
  printer.line(0, "}", null);
  printer.line(0, "", null);
  printer.line(0, `class ${className} {`);
  printer.line(1, "resumeId = 0;", null);
  for (const field of fields) printer.line(1, `${names.get(field)};`, printer.lineOf(field));
  printer.line(0, "", null);
  if (kept.length > 0) {
    printer.line(1, `constructor(${kept.map(({ name }) => name).join(", ")}) {`);
    for (const variable of kept) printer.line(2, `this.${names.get(variable)} = ${variable.name};`);
    printer.line(1, "}", null);
    printer.line(0, "", null);
  }
  const methods = withHow
    ? [
      "next(sent) {",
      '  return this.resume("next", sent);',
      "}",
      "",
      "throw(error) {",
      '  return this.resume("throw", error);',
      "}",
    ]
    : [
      "next(sent) {",
      "  return this.resume(sent);",
      "}",
      "",
      "throw(error) {",
      "  this.resumeId = -1;",
      "  throw error;",
      "}",
    ];
  const returns = withHow
    ? ['  return this.resume("return", value);']
    : ["  this.resumeId = -1;", "  return { value, done: true };"];
  for (
    const text of [
      ...methods,
      "",
      "return(value) {",
      ...returns,
      "}",
      "",
      "[Symbol.iterator]() {",
      "  return this;",
      "}",
      "",
    ]
  ) {
    printer.line(text === "" ? 0 : 1, text, null);
  }
  printer.resume();
  printer.line(0, "}", null);
  const written = printer.text();
  for (const [mark, text] of SUPPORT) {
    const needed = written.includes(mark) || (mark === "close" && /delegate\(|closeQuietly\(/.test(written));
    if (needed) { for (const line of text.trimEnd().split("\n")) printer.line(0, line, null); }
  }
  return { code: `${printer.text()}\n`, lines: printer.lines };
}

class Printer {
  readonly #out: string[] = [];
  readonly lines: (number | null)[] = [];
  readonly #parts: ClassParts;

  constructor(parts: ClassParts) {
    this.#parts = parts;
  }

  text(): string {
    return this.#out.join("\n");
  }

  /** The line of the source on which a variable is declared. */
  lineOf(variable: Variable): number | null {
    return variable.kind === "temporary" ? null : this.#lineAt(variable.start);
  }

  /** Appends a line, indented by levels; it comes from the function's first line unless said otherwise. */
  line(level: number, text: string, from: number | null = this.#lineAt(this.#parts.fn.start)): void {
    this.#out.push(text === "" ? "" : "  ".repeat(level) + text);
    this.lines.push(from);
  }

  /** The resume method. */
  resume(): void {
    const { blocks, withHow, locals, names } = this.#parts;
    const handlers = Map.groupBy(blocks.filter((block) => block.region !== null), (block) => block.region!);
    const loops = handlers.size > 0 || blocks.some((block, index) => jumps(block, blocks[index + 1]));
    const labelled = blocks.some(({ instructions }) =>
      this.#used(instructions).some((one) => one.pieces.some(isJumpText))
    );
    this.line(1, withHow ? "resume(how, sent) {" : "resume(sent) {", null);
    this.line(2, loops ? "let at = this.resumeId;" : "const at = this.resumeId;", null);
    this.line(2, "this.resumeId = -1; // ended, unless it suspends again", null);
    const needsYielded = blocks.some(({ ending }) =>
      ending?.kind === "suspend" && !ending.whole && !isSimple(ending.value)
    );
    const own = [...locals.map((variable) => names.get(variable)), ...(needsYielded ? ["yielded"] : [])];
    if (own.length > 0) this.line(2, `let ${own.join(", ")};`, null);
    const opening = [loops ? `${labelled ? "dispatch: " : ""}for (;;) ` : "", handlers.size > 0 ? "try " : ""].join("");
    const guarded = handlers.size > 0;
    if (opening !== "") this.line(2, `${opening}{`, null);
    const level = opening === "" ? 2 : 3;
    this.line(level, "switch (at) {", null);
    blocks.forEach((block, index) => this.#block(block, { level: level + 1, next: blocks[index + 1] }));
    this.line(level + 1, "default: // it has ended", null);
    if (withHow) {
      this.line(level + 2, 'if (how === "throw") throw sent;', null);
      this.line(level + 2, 'return { value: how === "return" ? sent : undefined, done: true };', null);
    } else this.line(level + 2, "return { value: undefined, done: true };", null);
    this.line(level, "}", null);
    if (guarded) {
      this.line(2, "} catch (thrown) {", null);
      this.line(3, "switch (at) {", null);
      for (const [region, covered] of handlers) {
        for (const { id } of covered) this.line(4, `case ${id}:`, null);
        if (region.receives) this.line(5, `${this.#name(region.receives)} = thrown;`, null);
        this.line(5, `at = ${region.handler.id};`, null);
        this.line(5, "break;", null);
      }
      this.line(4, "default:", null);
      this.line(5, "throw thrown;", null);
      this.line(3, "}", null);
    }
    if (opening !== "") this.line(2, "}", null);
    this.line(1, "}", null);
  }

  #block(block: Block, { level, next }: { level: number; next: Block | undefined }): void {
    const used = this.#used(block.instructions);
    const from = used[0]?.line ?? (block.ending !== null && "line" in block.ending ? block.ending.line : null);
    this.line(level, `case ${block.id}: // ${block.note}`, from);
    for (const instruction of used) this.#instruction(instruction, level + 1);
    this.#ending(block, { level: level + 1, next });
  }

  #used(instructions: readonly Instruction[]): Instruction[] {
    return instructions.filter((one) => one.pieces.length > 0 && (this.#parts.withHow || !one.onlyWithHow));
  }

  #instruction({ pieces, line, indent }: Instruction, level: number): void {
    const text = this.#text(pieces).trim().replace(/;+$/, ";");
    const ended = /[;}]$/.test(text) ? text : `${text};`;
    ended.split("\n").forEach((part, index) => {
      const shifted = index === 0 || indent === null ? part : part.replace(new RegExp(`^\\s{0,${indent}}`), "");
      if (index > 0 && indent === null) this.line(0, shifted, line + index);
      else this.line(level, shifted.trimEnd(), line + index);
    });
  }

  #ending({ ending, region }: Block, { level, next }: { level: number; next: Block | undefined }): void {
    // Falling into the next case is as good as going there, unless another handler is in charge of it.
    const falls = (to: Block) => to === next && to.region === region;
    const from = ending !== null && "line" in ending ? ending.line : null;
    const go = (to: Block) => {
      if (falls(to)) return;
      this.line(level, `at = ${to.id};`, from);
      this.line(level, "continue;", from);
    };
    switch (ending?.kind) {
      case undefined:
        return this.line(level, "return { value: undefined, done: true };", null);
      case "goto":
        return go(ending.to);
      case "return":
        return this.line(level, `return { value: ${this.#value(ending.value)}, done: true };`, from);
      case "throw":
        return this.line(level, `throw ${this.#value(ending.value)};`, from);
      case "suspend":
        return this.#suspend(ending, level);
      case "indirect":
        this.line(level, `at = ${this.#name(ending.where)};`, from);
        return this.line(level, "continue;", from);
      case "branch": {
        const [when, to, other] = falls(ending.yes) ? ["!", ending.no, ending.yes] : ["", ending.yes, ending.no];
        const test = this.#value(ending.test);
        this.#many(level, `if (${when === "!" ? `!(${test})` : test}) {`, from);
        this.line(level + 1, `at = ${to.id};`, from);
        this.line(level + 1, "continue;", from);
        this.line(level, "}", from);
        return go(other);
      }
    }
  }

  #suspend({ value, whole, to, line }: Ending & { readonly kind: "suspend" }, level: number): void {
    const text = this.#value(value);
    const simple = whole || isSimple(value);
    // What may throw comes before the resume id: a coroutine that threw has ended.
    if (!simple) this.#many(level, `yielded = ${text};`, line);
    this.line(level, `this.resumeId = ${to.id};`, line);
    if (whole) this.line(level, `return ${text};`, line);
    else this.#many(level, `return { value: ${simple ? text : "yielded"}, done: false };`, line);
  }

  #many(level: number, text: string, from: number | null): void {
    for (const part of text.split("\n")) this.line(level, part, from);
  }

  #value(code: Code): string {
    return this.#text(code.pieces);
  }

  #name(variable: Variable): string {
    const name = this.#parts.names.get(variable) ?? variable.name;
    return this.#parts.fields.includes(variable) ? `this.${name}` : name;
  }

  #text(pieces: Pieces): string {
    return pieces.map((piece) => this.#piece(piece)).join("");
  }

  #piece(piece: Piece): string {
    if (typeof piece === "string") return piece;
    if (isBlock(piece)) return `${piece.id}`;
    if (!("called" in piece)) return this.#name(piece);
    // A bare call must not hand the frame over as `this`.
    return this.#parts.fields.includes(piece.called) ? `(0, ${this.#name(piece.called)})` : this.#name(piece.called);
  }

  #lineAt(offset: number): number {
    return this.#parts.source.slice(0, offset).split("\n").length;
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
