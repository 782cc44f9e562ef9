/**
 * The way back: program → text that assembles to the same program. Comments and spacing are gone, as they are after any
 * disassembly; labels stay, because a `Program` keeps them (a stripped binary does not).
 */
import { CODE_START, DATA_START, type Instruction, type Operand, type Program } from "./instruction.ts";

/** The whole program, labels at the left edge. Words of data come last, one a line. */
export function disassemble(program: Program): string {
  const names = Map.groupBy(program.labels.keys(), (name) => program.labels.get(name)!);
  const labelled = (address: number, text: string) => [
    ...(names.get(address) ?? []).map((name) => `${name}:`),
    `        ${text}`,
  ];
  return [
    ...program.code.flatMap((instruction, index) => labelled(CODE_START + index, instructionText(instruction))),
    ...program.data.flatMap((word, index) => labelled(DATA_START + index, `.word ${word}`)),
    "",
  ].join("\n");
}

/** One instruction as its author would write it. */
export function instructionText({ operation, operands }: Instruction): string {
  return [operation, operands.map(operandText).join(", ")].join(" ").trimEnd();
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "register":
      return operand.register;
    case "number":
      return `${operand.value}`;
    case "label":
      return operand.name;
    case "memory": {
      const { base, offset } = operand;
      if (offset === 0) return `[${base}]`;
      return `[${base} ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}]`;
    }
  }
}
