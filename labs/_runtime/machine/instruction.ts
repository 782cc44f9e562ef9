/**
 * The model CPU's vocabulary: its registers, who must keep them, and its instructions as data.
 *
 * The machine is a small one of the kind that compilers like: arithmetic happens in registers only, memory is reached by
 * `load` and `store`, and a call leaves its return address in a register (`ra`), as on ARM and RISC-V. A function that
 * calls others must save `ra` first.
 *
 * What it leaves out. Instructions are not encoded into bits and do not lie in memory: the program is a list, and reading it
 * as data is a fault. There are no floating-point registers, no flags, no interrupts, and every word is 32 bits wide.
 *
 * How the real one differs. x86-64 pushes the return address onto the stack and keeps RBX, RBP and R12 to R15 across calls;
 * AArch64 keeps x19 to x29 and also the lower halves of eight vector registers, d8 to d15. A switch has to save whatever its
 * own machine's convention calls kept, and nothing else: that is why it is written once for each machine.
 */

/** All registers that an instruction can name. `pc`, the address of the next instruction, cannot be named. */
export const REGISTERS = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "fp", "sp", "ra"] as const;

/** A register's name. */
export type Register = typeof REGISTERS[number];

/** A function may overwrite these: who calls it saves what it still needs. `r0` to `r3` carry arguments, `r0` the result. */
export const CALLER_SAVED: readonly Register[] = ["r0", "r1", "r2", "r3", "ra"];

/** A function must leave these as it found them, and `sp` too: `fp` is the frame pointer, the rest is for its caller's use. */
export const CALLEE_SAVED: readonly Register[] = ["r4", "r5", "r6", "r7", "r8", "fp"];

/** What may stand at an operand's place: `value` is a register, a number or a label; `memory` is `[register + number]`. */
export type OperandShape = "register" | "value" | "memory";

/** Every operation with the shapes of its operands. The first one is where the result goes, except for `store`. */
export const OPERATIONS = {
  move: ["register", "value"],
  add: ["register", "register", "value"],
  sub: ["register", "register", "value"],
  mul: ["register", "register", "value"],
  div: ["register", "register", "value"],
  rem: ["register", "register", "value"],
  and: ["register", "register", "value"],
  or: ["register", "register", "value"],
  xor: ["register", "register", "value"],
  load: ["register", "memory"],
  store: ["value", "memory"],
  push: ["value"],
  pop: ["register"],
  jump: ["value"],
  "jump-eq": ["register", "value", "value"],
  "jump-ne": ["register", "value", "value"],
  "jump-lt": ["register", "value", "value"],
  "jump-ge": ["register", "value", "value"],
  call: ["value"],
  return: [],
  print: ["value"],
  halt: [],
} as const satisfies Readonly<Record<string, readonly OperandShape[]>>;

/** An operation's name. */
export type OperationName = keyof typeof OPERATIONS;

/** One operand, with labels already turned into addresses. */
export type Operand =
  | { readonly kind: "register"; readonly register: Register }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "label"; readonly name: string; readonly address: number }
  | { readonly kind: "memory"; readonly base: Register; readonly offset: number };

/** One instruction and where its author wrote it. */
export interface Instruction {
  /** What it does. */
  readonly operation: OperationName;
  /** As many, and of such shapes, as `OPERATIONS` says. */
  readonly operands: readonly Operand[];
  /** Line of the source, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;
}

/** What an assembler makes of a source. */
export interface Program {
  /** The instruction at address `CODE_START + i` is the one at index `i`. */
  readonly code: readonly Instruction[];
  /** The words at `DATA_START` and on, as they are before the program runs. */
  readonly data: readonly number[];
  /** Label → address, in the order of the source. */
  readonly labels: ReadonlyMap<string, number>;
}

/** Address of the first instruction. */
export const CODE_START = 1_000;

/** Address of the first word of data. */
export const DATA_START = 10_000;
