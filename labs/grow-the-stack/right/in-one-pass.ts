// Decides for each word, while it is copied, whether it is to be moved.
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
export function grow(machine: Machine, { from, to, words, registers }: Move): void {
  const holdAddresses = new Set(words);
  const sp = machine.get("sp");
  const live = from.start + from.words - sp;
  const newSp = to.start + to.words - live;

  function moved(word: number): number {
    const depth = word - sp;
    return depth >= 0 && depth < live ? newSp + depth : word;
  }

  for (let depth = 0; depth < live; depth++) {
    const word = machine.read(sp + depth);
    machine.write(newSp + depth, holdAddresses.has(sp + depth) ? moved(word) : word);
  }
  for (const register of registers) machine.set(register, moved(machine.get(register)));
  machine.set("fp", moved(machine.get("fp")));
  machine.set("sp", newSp);
}
