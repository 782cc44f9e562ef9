/**
 * The assembler: text → program, in two passes. The first gives every label its address, the second turns names into the
 * addresses they stand for; so a jump may go forward to a label that comes later.
 *
 * What it leaves out. There is no linker: one text is the whole program. A real assembler writes a file with the names that
 * it could not resolve, and the linker and the loader decide where things lie.
 */
import { AssemblyError } from "./assembly_error.ts";
import {
  CODE_START,
  DATA_START,
  type Instruction,
  type Operand,
  type OperandShape,
  type OperationName,
  OPERATIONS,
  type Program,
} from "./instruction.ts";
import { readLine, type WrittenLine, type WrittenOperand } from "./read_line.ts";

const DIRECTIVES = [".word", ".space"];
/** Enough for every lab; a slip such as `.space 10000000` must not take the page down. */
const MAX_DATA_WORDS = 100_000;

const SHAPE_IN_WORDS: Readonly<Record<OperandShape, string>> = {
  register: "a register",
  value: "a register, a number or a label",
  memory: "memory, as in [sp + 1]",
};

/** Assembles a program. Throws `AssemblyError` with line and column at the first mistake. */
export function assemble(source: string): Program {
  const lines = source.split(/\r?\n/).map((text, index) => readLine(text, index + 1));
  const labels = placeLabels(lines);
  const code: Instruction[] = [];
  const data: number[] = [];
  for (const { line, operation, operands } of lines) {
    if (operation === null) continue;
    const place = { line, column: operation.column };
    if (operation.name === ".word") data.push(...operands.map((operand) => wordOf(operand, { line, labels })));
    else if (operation.name === ".space") data.push(...Array<number>(spaceOf(operands, place)).fill(0));
    else code.push(instruction(operation.name, { operands, labels, ...place }));
  }
  return { code, data, labels };
}

/** First pass: a label is the address of what comes next, an instruction or a word of data. */
function placeLabels(lines: readonly WrittenLine[]): ReadonlyMap<string, number> {
  const labels = new Map<string, number>();
  const writtenOn = new Map<string, number>();
  let waiting: { readonly name: string; readonly line: number; readonly column: number }[] = [];
  let code = CODE_START;
  let data = DATA_START;
  for (const { line, label, operation, operands } of lines) {
    if (label !== null) {
      const before = writtenOn.get(label.name);
      if (before !== undefined) {
        throw new AssemblyError(`the label ${label.name} is on line ${before} already: rename one`, { line, ...label });
      }
      writtenOn.set(label.name, line);
      waiting.push({ ...label, line });
    }
    if (operation === null) continue;
    const isData = operation.name.startsWith(".");
    for (const { name } of waiting) labels.set(name, isData ? data : code);
    waiting = [];
    if (!isData) code += 1;
    else if (operation.name === ".word") data += operands.length;
    else if (operation.name === ".space") data += spaceOf(operands, { line, column: operation.column });
  }
  const dangling = waiting[0];
  if (dangling === undefined) return labels;
  throw new AssemblyError(`nothing follows the label ${dangling.name}: put an instruction after it`, dangling);
}

function spaceOf(operands: readonly WrittenOperand[], place: { line: number; column: number }): number {
  const [size] = operands;
  if (operands.length === 1 && size?.kind === "number" && size.value > 0 && size.value <= MAX_DATA_WORDS) {
    return size.value;
  }
  throw new AssemblyError(`.space takes one number of words, 1 to ${MAX_DATA_WORDS}`, place);
}

interface Names {
  readonly line: number;
  readonly labels: ReadonlyMap<string, number>;
}

function wordOf(operand: WrittenOperand, names: Names): number {
  const resolved = resolve(operand, names);
  if (resolved.kind === "number") return resolved.value;
  if (resolved.kind === "label") return resolved.address;
  throw new AssemblyError(`"${operand.text}" is no word of data: .word takes numbers and labels`, {
    line: names.line,
    column: operand.column,
  });
}

function instruction(
  name: string,
  written: Names & { operands: readonly WrittenOperand[]; column: number },
): Instruction {
  const { line, column, operands } = written;
  if (!isOperation(name)) {
    const supported = [...Object.keys(OPERATIONS), ...DIRECTIVES].join(", ");
    throw new AssemblyError(`"${name}" is no operation: supported are ${supported}`, { line, column });
  }
  const shapes: readonly OperandShape[] = OPERATIONS[name];
  if (operands.length !== shapes.length) {
    const wanted = shapes.map((shape) => SHAPE_IN_WORDS[shape]).join("; ") || "none";
    const message = `${name} takes ${shapes.length} operands, not ${operands.length}: ${wanted}`;
    throw new AssemblyError(message, { line, column });
  }
  const resolved = operands.map((operand, index) => {
    const shape = shapes[index]!;
    if (fits(operand, shape)) return resolve(operand, written);
    const message = `${name} takes ${SHAPE_IN_WORDS[shape]} here, not "${operand.text}"`;
    throw new AssemblyError(message, { line, column: operand.column });
  });
  return { operation: name, operands: resolved, line, column };
}

function fits(operand: WrittenOperand, shape: OperandShape): boolean {
  return shape === "value" ? operand.kind !== "memory" : operand.kind === shape;
}

/** Second pass, for one operand: names become addresses. */
function resolve(operand: WrittenOperand, { line, labels }: Names): Operand {
  switch (operand.kind) {
    case "register":
      return { kind: "register", register: operand.register };
    case "number":
      return { kind: "number", value: operand.value };
    case "memory":
      return { kind: "memory", base: operand.base, offset: operand.offset };
    case "name": {
      const address = labels.get(operand.name);
      if (address !== undefined) return { kind: "label", name: operand.name, address };
      const known = [...labels.keys()].join(", ") || "none";
      throw new AssemblyError(`"${operand.name}" is neither a register nor a label; labels here: ${known}`, {
        line,
        column: operand.column,
      });
    }
  }
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}
