/**
 * The machine: registers, memory and a program, executed one instruction a step, each step told to whoever listens.
 *
 * It starts as a thread starts: on a stack that somebody made for it, with `pc` at a function and `ra` at an address where no
 * code is, `EXIT`. Returning there ends the run.
 *
 * What it leaves out. There is one processor and no kernel: nothing interrupts a program. So a switch between two stacks
 * happens only where a program itself calls the switch, as with coroutines.
 */
import { execute, type Next, type Processor } from "./execute.ts";
import { type Fault, FaultSignal } from "./fault.ts";
import { CODE_START, DATA_START, type Program, type Register, REGISTERS } from "./instruction.ts";
import { instructionText } from "./disassemble.ts";
import { Memory, type Region } from "./memory.ts";

/** The return address of the outermost function: a jump there ends the run. */
export const EXIT = CODE_START - 1;

/** One word that a step replaced, or printed. */
export type Change =
  | { readonly kind: "register"; readonly register: Register; readonly before: number; readonly after: number }
  | { readonly kind: "memory"; readonly address: number; readonly before: number; readonly after: number }
  | { readonly kind: "printed"; readonly word: number };

/** One executed instruction. */
export interface Step {
  /** How many came before it. */
  readonly index: number;
  /** The instruction's address, line and text. */
  readonly pc: number;
  /** Line of the source, from 1. */
  readonly line: number;
  /** As its author would write it. */
  readonly text: string;
  /** Where the machine goes on; of the last step before a wild jump, an address without an instruction. */
  readonly next: number;
  /** In the order in which they happened. */
  readonly changes: readonly Change[];
}

/** How a run, or one step of it, leaves the machine. */
export type State =
  | { readonly kind: "running" }
  | { readonly kind: "halted" }
  | { readonly kind: "returned" }
  | { readonly kind: "faulted"; readonly fault: Fault };

/** What a machine is made of. */
export interface MachineOptions {
  /** From `assemble`. */
  readonly program: Program;
  /** Memory besides the program's data. The first stack is the one that the machine starts on. */
  readonly regions: readonly Region[];
  /** Told of each step after it was executed. */
  readonly onStep?: (step: Step) => void;
}

/** A processor with its memory and a program in it. */
export class Machine {
  /** The program's data, and the regions that were asked for. */
  readonly memory: Memory;
  /** As given. */
  readonly program: Program;
  /** Words that the program printed. */
  readonly printed: number[] = [];
  readonly #registers = new Map<Register, number>(REGISTERS.map((register) => [register, 0]));
  readonly #onStep: ((step: Step) => void) | undefined;
  #changes: Change[] = [];
  #state: State = { kind: "running" };
  #pc = CODE_START;
  #steps = 0;

  /** A machine at the program's first instruction. Throws `RangeError` without a stack, or when regions overlap. */
  constructor({ program, regions, onStep }: MachineOptions) {
    const stack = regions.find((region) => region.kind === "stack");
    if (stack === undefined) {
      throw new RangeError("a machine needs a stack to start on: give it a region of kind stack");
    }
    const words = program.data.length;
    const data: Region[] = words === 0 ? [] : [{ name: "data", kind: "data", start: DATA_START, words }];
    this.memory = new Memory([...data, ...regions]);
    program.data.forEach((word, index) => this.memory.write(DATA_START + index, word));
    this.program = program;
    this.#onStep = onStep;
    this.set("sp", stack.start + stack.words);
    this.set("ra", EXIT);
  }

  /** Address of the next instruction. */
  get pc(): number {
    return this.#pc;
  }

  /** What became of it so far. */
  get state(): State {
    return this.#state;
  }

  /** How many instructions were executed. */
  get steps(): number {
    return this.#steps;
  }

  /** The word in a register. */
  get(register: Register): number {
    return this.#registers.get(register)!;
  }

  /** Replaces the word in a register; what does not fit in 32 bits wraps. */
  set(register: Register, word: number): void {
    this.#registers.set(register, word | 0);
  }

  /** Goes to a label as a call from outside would: arguments in `r0` to `r3`, `ra` at `EXIT`. Then `step` or `run`. */
  enter(label: string, args: readonly number[] = []): void {
    const address = this.program.labels.get(label);
    if (address === undefined) {
      throw new RangeError(`no label ${label}: the program has ${[...this.program.labels.keys()].join(", ")}`);
    }
    const [registers, count] = [["r0", "r1", "r2", "r3"] as const, args.length];
    if (count > registers.length) throw new RangeError(`${count} arguments: only r0 to r3 carry any`);
    args.forEach((word, index) => this.set(registers[index]!, word));
    this.set("ra", EXIT);
    this.#pc = address;
    this.#state = { kind: "running" };
  }

  /** Executes until the program ends or `maxSteps` instructions are through: then the state is still `running`. */
  run(options: { readonly maxSteps: number }): State {
    for (let left = options.maxSteps; left > 0 && this.#state.kind === "running"; left--) this.step();
    return this.#state;
  }

  /** Executes one instruction; after the end, does nothing. */
  step(): State {
    if (this.#state.kind !== "running") return this.#state;
    const instruction = this.program.code[this.#pc - CODE_START];
    if (instruction === undefined) {
      throw new RangeError(`pc is at ${this.#pc}, where no instruction is: enter() a label of code`);
    }
    const pc = this.#pc;
    this.#changes = [];
    const { line, column } = instruction;
    try {
      const next = execute(instruction, this.#recording, pc + 1);
      this.#steps += 1;
      if (this.#onStep !== undefined) {
        const to = next === "on" ? pc + 1 : next === "halt" ? pc : next.to;
        const text = instructionText(instruction);
        this.#onStep({ index: this.#steps - 1, pc, line, text, next: to, changes: this.#changes });
      }
      this.#go(next, pc + 1);
    } catch (signal) {
      if (!(signal instanceof FaultSignal)) throw signal;
      const message = `line ${line}, column ${column}: ${signal.message}`;
      this.#state = { kind: "faulted", fault: { kind: signal.kind, message, pc: this.#pc, line, column } };
    }
    return this.#state;
  }

  #go(next: Next, after: number): void {
    if (next === "halt") {
      this.#state = { kind: "halted" };
      return;
    }
    this.#pc = next === "on" ? after : next.to;
    if (this.#pc === EXIT) this.#state = { kind: "returned" };
    else if (this.program.code[this.#pc - CODE_START] === undefined) {
      const last = CODE_START + this.program.code.length - 1;
      const how = next === "on" ? "ran past the last instruction, to" : "jumped to";
      throw new FaultSignal("wild-jump", `${how} ${this.#pc}: code is at ${CODE_START} to ${last}`);
    }
  }

  /** What instructions touch: the same registers and memory, with a note of each word replaced. */
  readonly #recording: Processor = {
    get: (register) => this.get(register),
    set: (register, word) => {
      const before = this.get(register);
      this.set(register, word);
      this.#changes.push({ kind: "register", register, before, after: word | 0 });
    },
    load: (address) => this.memory.read(address),
    store: (address, word) => {
      const before = this.memory.write(address, word);
      this.#changes.push({ kind: "memory", address, before, after: word | 0 });
    },
    print: (word) => {
      this.printed.push(word);
      this.#changes.push({ kind: "printed", word });
    },
  };
}
