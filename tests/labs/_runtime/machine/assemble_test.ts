import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  assemble,
  AssemblyError,
  CODE_START,
  DATA_START,
  disassemble,
  OPERATIONS,
  type Program,
  REGISTERS,
} from "../../../../labs/_runtime/machine/mod.ts";

/** What a program does, without where it was written. */
function meaning({ code, data, labels }: Program) {
  return {
    code: code.map(({ operation, operands }) => ({ operation, operands })),
    data,
    labels: [...labels].toSorted(),
  };
}

const labels = ["start", "loop", "table"];
const register = fc.constantFrom(...REGISTERS);
const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const operandOf = {
  register,
  value: fc.oneof(register, number.map(String), fc.constantFrom(...labels)),
  memory: fc.tuple(register, fc.integer({ min: -99, max: 99 })).map(([base, offset]) =>
    offset < 0 ? `[${base} - ${-offset}]` : `[${base}+${offset}]`
  ),
};
const instruction = fc.constantFrom(...Object.entries(OPERATIONS)).chain(([name, shapes]) =>
  fc.tuple(...shapes.map((shape) => operandOf[shape])).map((operands) => `${name} ${operands.join(", ")}`)
);
const source = fc.tuple(fc.array(instruction, { maxLength: 12 }), fc.array(number, { maxLength: 4 })).map((
  [code, words],
) =>
  ["start: halt ; begins here", "  loop:", ...code, "return", `table: .word ${[0, ...words].join(" , ")}`].join("\n")
);

Deno.test("a program comes back from its disassembly", () => {
  fc.assert(fc.property(source, (text) => {
    const program = assemble(text);
    assertEquals(meaning(assemble(disassemble(program))), meaning(program));
  }));
});

Deno.test("a label is the address of what follows it, and may be used before it is written", () => {
  const program = assemble("jump end\nend:\n\n  halt\nwords: .space 2\nmore: .word 7, end, words");
  assertEquals([...program.labels], [["end", CODE_START + 1], ["words", DATA_START], ["more", DATA_START + 2]]);
  assertEquals(program.code[0]!.operands, [{ kind: "label", name: "end", address: CODE_START + 1 }]);
  assertEquals(program.data, [0, 0, 7, CODE_START + 1, DATA_START]);
});

Deno.test("numbers are decimal or hexadecimal, and a word of 32 bits reads as signed", () => {
  const program = assemble("words: .word -1_000, 0x10, 0xffffffff");
  assertEquals(program.data, [-1_000, 16, -1]);
});

/** Each mistake: its text, where it must be reported, and words that the report must hold. */
const MISTAKES: readonly (readonly [text: string, line: number, column: number, words: string])[] = [
  ["halt\n  mov r0, 1", 2, 3, '"mov" is no operation: supported are move, add,'],
  ["add r0, r1", 1, 1, "add takes 3 operands, not 2: a register; a register; a register, a number or a label"],
  ["return r0", 1, 1, "return takes 0 operands, not 1: none"],
  ["move 5, r0", 1, 6, 'move takes a register here, not "5"'],
  ["load r0, r1", 1, 10, "load takes memory, as in [sp + 1] here"],
  ["push [sp]", 1, 6, 'push takes a register, a number or a label here, not "[sp]"'],
  ["load r0, [r9 + 1]", 1, 10, '"r9" is no register: memory is reached through one of r0,'],
  ["move r0, r1 +", 1, 10, '"r1 +" is no operand: supported are registers, numbers, labels and [register + number]'],
  ["move r0,", 1, 9, "an operand is missing here"],
  ["start: jump finish", 1, 13, '"finish" is neither a register nor a label; labels here: start'],
  ["a: halt\nb: a: halt", 2, 5, '": halt" is no operand'],
  ["a: halt\na: halt", 2, 1, "the label a is on line 1 already: rename one"],
  ["halt\nend:", 2, 1, "nothing follows the label end"],
  ["push 4294967296", 1, 6, "4294967296 does not fit into a word of 32 bits"],
  [".space 0", 1, 1, ".space takes one number of words, 1 to 100000"],
  ["t: .word r1", 1, 10, '"r1" is no word of data: .word takes numbers and labels'],
  ["\n   ]", 2, 4, '"]" begins no instruction: write `label: operation operands ; comment`'],
];

for (const [text, line, column, words] of MISTAKES) {
  Deno.test(`${JSON.stringify(text)} is refused at line ${line}, column ${column}`, () => {
    const error = assertThrows(() => assemble(text), AssemblyError, words);
    assertEquals([error.line, error.column], [line, column]);
    assertEquals(error.message.startsWith(`line ${line}, column ${column}: `), true);
  });
}

Deno.test("any text is assembled or refused with its place, and nothing else happens", () => {
  const anyText = fc.string({ unit: fc.constantFrom(..."add r0,[sp+1]:;.word\n -9x") });
  fc.assert(fc.property(anyText, (text) => {
    try {
      assemble(text);
    } catch (error) {
      assertEquals(error instanceof AssemblyError, true, `${error}`);
    }
  }));
});
