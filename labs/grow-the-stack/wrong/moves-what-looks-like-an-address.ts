// fails: a number that looks like an address stays as it is
// says: is no address

// Has no use for the map: whatever lies in the range of the old stack is moved.
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
export function grow(machine: Machine, { from, to, registers }: Move): void {
  const end = from.start + from.words;
  const by = to.start + to.words - end;
  const moved = (word: number) => (word >= from.start && word < end ? word + by : word);
  for (let address = machine.get("sp"); address < end; address++) {
    machine.write(address + by, moved(machine.read(address)));
  }
  machine.set("sp", machine.get("sp") + by);
  for (const register of ["fp", ...registers] as const) machine.set(register, moved(machine.get(register)));
}
