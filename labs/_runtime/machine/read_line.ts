/**
 * One line of assembly, read on its own: `label: operation operand, operand ; comment`, each part optional.
 *
 *     sum:    push ra              ; a label, an operation, its operands
 *             load r1, [sp + 2]    ; memory is a register and a distance in words
 *     table:  .word 3, 0x10, sum   ; words of data: numbers, or the addresses of labels
 *             .space 8             ; eight words of zero
 *
 * Reading only splits a line and checks spelling. Whether an operation takes such operands, and what a label's address is,
 * is `assemble.ts`'s business: only there all lines are known.
 */
import { AssemblyError } from "./assembly_error.ts";
import { type Register, REGISTERS } from "./instruction.ts";

/** An operand as it is written: a name that is no register is taken for a label. */
export type WrittenOperand =
  & { readonly column: number; readonly text: string }
  & (
    | { readonly kind: "register"; readonly register: Register }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "memory"; readonly base: Register; readonly offset: number }
  );

/** A line's parts; columns count from 1. */
export interface WrittenLine {
  readonly line: number;
  readonly label: { readonly name: string; readonly column: number } | null;
  readonly operation: { readonly name: string; readonly column: number } | null;
  readonly operands: readonly WrittenOperand[];
}

const LABEL = /^(\s*)([A-Za-z_][\w-]*)\s*:/;
const OPERATION = /^(\s*)(\.?[A-Za-z][\w-]*)/;
const NUMBER = /^-?(0x[0-9a-f]+|\d[\d_]*)$/i;
const NAME = /^[A-Za-z_][\w-]*$/;
const MEMORY = /^\[\s*(\w+)\s*(?:([+-])\s*(0x[0-9a-f]+|\d[\d_]*)\s*)?\]$/i;

/** Splits a line into its parts. Throws `AssemblyError` on an operand that is nothing. */
export function readLine(text: string, line: number): WrittenLine {
  const code = text.replace(/;.*/, "");
  const label = LABEL.exec(code);
  const afterLabel = label === null ? 0 : label[0].length;
  const operation = OPERATION.exec(code.slice(afterLabel));
  const afterOperation = afterLabel + (operation === null ? 0 : operation[0].length);
  const rest = code.slice(afterOperation);
  if (operation === null && rest.trim() !== "") {
    const column = afterOperation + rest.search(/\S/) + 1;
    throw new AssemblyError(`"${rest.trim()}" begins no instruction: write \`label: operation operands ; comment\``, {
      line,
      column,
    });
  }
  return {
    line,
    label: label === null ? null : { name: label[2]!, column: label[1]!.length + 1 },
    operation: operation === null ? null : { name: operation[2]!, column: afterLabel + operation[1]!.length + 1 },
    operands: rest.trim() === "" ? [] : splitOperands(rest, { line, before: afterOperation }),
  };
}

function splitOperands(rest: string, { line, before }: { line: number; before: number }): WrittenOperand[] {
  let start = before;
  return rest.split(",").map((piece) => {
    const column = start + Math.max(piece.search(/\S/), 0) + 1;
    start += piece.length + 1;
    return readOperand(piece.trim(), { line, column });
  });
}

function readOperand(text: string, place: { line: number; column: number }): WrittenOperand {
  const at = { text, column: place.column };
  if (isRegister(text)) return { ...at, kind: "register", register: text };
  if (NUMBER.test(text)) return { ...at, kind: "number", value: word(text, place) };
  if (NAME.test(text)) return { ...at, kind: "name", name: text };
  const memory = MEMORY.exec(text);
  if (memory === null) {
    const found = text === "" ? "an operand is missing here" : `"${text}" is no operand`;
    throw new AssemblyError(`${found}: supported are registers, numbers, labels and [register + number]`, place);
  }
  const [, base, sign, digits] = memory;
  if (!isRegister(base!)) {
    throw new AssemblyError(
      `"${base}" is no register: memory is reached through one of ${REGISTERS.join(", ")}`,
      place,
    );
  }
  return {
    ...at,
    kind: "memory",
    base,
    offset: digits === undefined ? 0 : word(`${sign === "-" ? "-" : ""}${digits}`, place),
  };
}

/** A number as written, if it fits into a word. */
function word(text: string, place: { line: number; column: number }): number {
  const digits = text.replace(/^-/, "").replaceAll("_", "");
  const value = Number(digits) * (text.startsWith("-") ? -1 : 1);
  if (value < -(2 ** 31) || value >= 2 ** 32) {
    throw new AssemblyError(`${text} does not fit into a word of 32 bits`, place);
  }
  return value | 0;
}

function isRegister(text: string): text is Register {
  return REGISTERS.some((register) => register === text);
}
