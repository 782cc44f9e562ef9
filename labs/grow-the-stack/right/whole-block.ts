// Copies the whole block, live or not, from its upper end, and mends the copies.
/** A register of the model CPU. */
export type Register = "r0" | "r1" | "r2" | "r3" | "r4" | "r5" | "r6" | "r7" | "r8" | "fp" | "sp" | "ra";

/** The machine whose stack is full. Addresses count words; stacks grow downwards. */
export interface Machine {
  read(address: number): number;
  write(address: number, word: number): void;
  get(register: Register): number;
  set(register: Register, word: number): void;
}

/** Memory for a stack: `words` words, the first of them at `start`. */
export interface Block {
  readonly start: number;
  readonly words: number;
}

/** Where a stack is, where it goes, and what the compiler knows of it at this moment. */
export interface Move {
  readonly from: Block;
  readonly to: Block;
  /** Addresses of the words on the old stack that hold addresses: of this stack, of something else, or 0. */
  readonly words: readonly number[];
  /** Registers that hold addresses, besides `sp` and `fp`. */
  readonly registers: readonly Register[];
}

/** Moves the stack that `sp` points into. */
export function grow(machine: Machine, move: Move): void {
  const upper = ({ start, words }: Block) => start + words;
  const further = upper(move.to) - upper(move.from);
  for (let below = 1; below <= move.from.words; below++) {
    machine.write(upper(move.to) - below, machine.read(upper(move.from) - below));
  }
  const isOld = (word: number) => move.from.start <= word && word < upper(move.from);
  for (const address of move.words.map((word) => word + further)) {
    const word = machine.read(address);
    if (isOld(word)) machine.write(address, word + further);
  }
  for (const register of move.registers) {
    const word = machine.get(register);
    if (isOld(word)) machine.set(register, word + further);
  }
  if (isOld(machine.get("fp"))) machine.set("fp", machine.get("fp") + further);
  machine.set("sp", machine.get("sp") + further);
}
