/**
 * What each operation does, given registers and memory. One call is one instruction, done whole or not at all: whatever can
 * fault comes before whatever changes a register.
 *
 * How the real one differs. A real CPU has dozens of instructions in flight and executes them out of order; what a program
 * can observe is nevertheless this: one after the other.
 */
import { FaultSignal } from "./fault.ts";
import type { Instruction, Operand, Register } from "./instruction.ts";

/** What an instruction can touch: the machine hands itself over as this, and records what is written. */
export interface Processor {
  /** The word in a register. */
  get(register: Register): number;
  /** Replaces the word in a register; what does not fit in 32 bits wraps. */
  set(register: Register, word: number): void;
  /** The word at an address. Throws `FaultSignal`. */
  load(address: number): number;
  /** Replaces the word at an address. Throws `FaultSignal`. */
  store(address: number, word: number): void;
  /** Takes a word that the program prints. */
  print(word: number): void;
}

/** Where the program goes on: the next instruction, an address, or nowhere. */
export type Next = "on" | "halt" | { readonly to: number };

/** Executes one instruction; `after` is the address of the one behind it, which `call` leaves in `ra`. */
export function execute(instruction: Instruction, cpu: Processor, after: number): Next {
  const [first, second, third] = instruction.operands;
  switch (instruction.operation) {
    case "move":
      cpu.set(target(first), valueOf(second, cpu));
      return "on";
    case "load":
      cpu.set(target(first), cpu.load(addressOf(second, cpu)));
      return "on";
    case "store":
      cpu.store(addressOf(second, cpu), valueOf(first, cpu));
      return "on";
    case "push": {
      // The stack grows down, and `sp` is the address of its top word.
      const top = cpu.get("sp") - 1;
      cpu.store(top, valueOf(first, cpu));
      cpu.set("sp", top);
      return "on";
    }
    case "pop": {
      const top = cpu.get("sp");
      const word = cpu.load(top);
      cpu.set("sp", top + 1);
      // After `sp`, so that `pop sp` leaves the popped word in it.
      cpu.set(target(first), word);
      return "on";
    }
    case "jump":
      return { to: valueOf(first, cpu) };
    case "jump-eq":
      return valueOf(first, cpu) === valueOf(second, cpu) ? { to: valueOf(third, cpu) } : "on";
    case "jump-ne":
      return valueOf(first, cpu) !== valueOf(second, cpu) ? { to: valueOf(third, cpu) } : "on";
    case "jump-lt":
      return valueOf(first, cpu) < valueOf(second, cpu) ? { to: valueOf(third, cpu) } : "on";
    case "jump-ge":
      return valueOf(first, cpu) >= valueOf(second, cpu) ? { to: valueOf(third, cpu) } : "on";
    case "call": {
      const to = valueOf(first, cpu);
      cpu.set("ra", after);
      return { to };
    }
    case "return":
      return { to: cpu.get("ra") };
    case "print":
      cpu.print(valueOf(first, cpu));
      return "on";
    case "halt":
      return "halt";
    default:
      cpu.set(target(first), calculate(instruction.operation, valueOf(second, cpu), valueOf(third, cpu)));
      return "on";
  }
}

/** The operations that only calculate. */
type Arithmetic = "add" | "sub" | "mul" | "div" | "rem" | "and" | "or" | "xor";

function calculate(operation: Arithmetic, left: number, right: number): number {
  switch (operation) {
    case "add":
      return left + right;
    case "sub":
      return left - right;
    case "mul":
      return Math.imul(left, right);
    case "div":
    case "rem":
      if (right === 0) throw new FaultSignal("divide-by-zero", `${operation} ${left} by 0`);
      return operation === "div" ? Math.trunc(left / right) : left % right;
    case "and":
      return left & right;
    case "or":
      return left | right;
    case "xor":
      return left ^ right;
  }
}

// The assembler has checked operands against `OPERATIONS`; a program made by hand may be wrong.

function target(operand: Operand | undefined): Register {
  if (operand?.kind === "register") return operand.register;
  throw new TypeError(
    `an instruction's result goes to a register, not to ${operand?.kind}: make programs with assemble()`,
  );
}

function valueOf(operand: Operand | undefined, cpu: Processor): number {
  if (operand?.kind === "register") return cpu.get(operand.register);
  if (operand?.kind === "number") return operand.value;
  if (operand?.kind === "label") return operand.address;
  throw new TypeError(`an instruction reads a value here, not ${operand?.kind}: make programs with assemble()`);
}

function addressOf(operand: Operand | undefined, cpu: Processor): number {
  if (operand?.kind === "memory") return cpu.get(operand.base) + operand.offset;
  throw new TypeError(`an instruction reaches memory here, not ${operand?.kind}: make programs with assemble()`);
}
