/** Runs a program, and has the learner's `grow` move its stack whenever a frame does not fit. */
import {
  CODE_START,
  DATA_START,
  Machine,
  type Program,
  type Region,
  type Register,
  REGISTERS,
} from "@interleave/machine";
import {
  addressWords,
  assembleLoading,
  frameWords,
  type Input,
  LIMIT,
  type Loads,
  OTHERS_WORD,
} from "./drive_program.ts";
import type { MovedWords } from "@interleave/trace";
import type { Machine as LearnersMachine, Move } from "./starter.ts";

/** The first thing that was not as it should be when `grow` had returned. */
export type Finding =
  /** `sp` is not in the new block. */
  | { readonly kind: "sp"; readonly at: number }
  /** The frame that did not fit does not fit now. */
  | { readonly kind: "no-room"; readonly at: number }
  /** A word of the stack, or a register. */
  | { readonly kind: "word"; readonly where: string; readonly what: Mistake; readonly at: number };

/** An address of this stack that was left, or changed in another way; a word that was to stay and did not. */
export type Mistake = "address-left" | "address-lost" | "elsewhere-moved" | "number-moved" | "word-lost";

/** What became of a run. */
export interface Loaded {
  readonly printed: readonly number[];
  /** `returned`, or how it ended instead, in words. */
  readonly ending: string;
  readonly growths: number;
  readonly finding: Finding | null;
}

export type Grow = (machine: LearnersMachine, move: Move) => void;

/** Hears of the machine: to record it. `events` counts what was recorded. */
export interface Listener {
  make(program: Program, regions: readonly Region[], prepare: (machine: Machine) => void): Machine;
  grown(machine: Machine, moved: MovedWords): void;
  readonly events: number;
}

/** More than any program here takes. */
const MOST_STEPS = 20_000;
/** What the next owner of the old stack writes there. */
const SOMEBODY_ELSES = 66_006_600;

/** The run on a stack that is large enough, with which the others are compared. */
export function withoutGrowing(input: Input): Loaded {
  const words = input.functions.reduce((sum, one) => sum + frameWords(one), 1);
  const block: Region = { name: "stack", kind: "stack", start: 50_000, words };
  const never = () => {
    throw new Error("a stack that was to be large enough is full");
  };
  return load({ ...input, blocks: [block] }, never, QUIET);
}

const QUIET: Listener = {
  make(program, regions, prepare) {
    const machine = new Machine({ program, regions });
    prepare(machine);
    return machine;
  },
  grown() {},
  events: 0,
};

/** The run on the input's blocks. */
export function load(input: Input, grow: Grow, listener: Listener): Loaded {
  const { functions, blocks, others } = input;
  const program = assembleLoading(input);
  const machine = listener.make(program, [...blocks, others], (made) => {
    made.set("sp", blocks[0]!.start + blocks[0]!.words);
    made.memory.write(DATA_START + LIMIT, blocks[0]!.start);
    made.memory.write(middleOf(others), OTHERS_WORD);
    made.enter(functions[0]!.name);
  });
  const fullAt = program.labels.get("more_stack");
  let [growths, finding]: [number, Finding | null] = [0, null];
  while (machine.state.kind === "running" && machine.steps < MOST_STEPS) {
    if (machine.pc === fullAt) {
      const [from, to] = [blocks[growths], blocks[growths + 1]];
      if (from === undefined || to === undefined) break;
      const before = machine.get("sp");
      const found = growOnce(machine, { functions: entered(machine, functions), from, to, grow });
      const by = machine.get("sp") - before;
      listener.grown(machine, { from: from.start, words: from.words, by });
      growths += 1;
      finding ??= found === null ? null : { ...found, at: listener.events - 1 };
    }
    machine.step();
  }
  return { printed: machine.printed.slice(0, 500), ending: endingOf(machine, fullAt), growths, finding };
}

/** The address of the word that the program reads there. */
export function middleOf({ start, words }: Region): number {
  return start + (words >> 1);
}

function endingOf(machine: Machine, fullAt: number | undefined): string {
  switch (machine.state.kind) {
    case "running":
      return machine.pc === fullAt ? "full again" : "endless";
    case "faulted":
      return `fault: ${machine.state.fault.message.replace(/^line \d+, column \d+: /, "")}`;
    case "halted":
    case "returned":
      return machine.state.kind;
  }
}

/** The functions whose frames lie on the stack: those before the one that asks for room, by where that one goes on. */
function entered(machine: Machine, functions: readonly Loads[]): readonly Loads[] {
  const asks = machine.get("ra");
  const index = functions.findLastIndex(({ name }) => (machine.program.labels.get(name) ?? CODE_START) < asks);
  return functions.slice(0, index);
}

interface Growing {
  readonly functions: readonly Loads[];
  readonly from: Region;
  readonly to: Region;
  readonly grow: Grow;
}

type Found =
  | { readonly kind: "sp" | "no-room" }
  | { readonly kind: "word"; readonly where: string; readonly what: Mistake };

function growOnce(machine: Machine, { functions, from, to, grow }: Growing): Found | null {
  const { memory } = machine;
  const sp = machine.get("sp");
  const end = from.start + from.words;
  const words = addressWords(functions, sp);
  const before = Array.from({ length: end - sp }, (_, index) => memory.read(sp + index));
  const registers = new Map(REGISTERS.map((register) => [register, machine.get(register)]));

  grow(learnersView(machine), { from: blockOf(from), to: blockOf(to), words, registers: HOLD_ADDRESSES });

  for (let address = from.start; address < end; address++) memory.write(address, SOMEBODY_ELSES);
  memory.write(DATA_START + LIMIT, to.start);
  const newSp = machine.get("sp");
  if (newSp < to.start || newSp > to.start + to.words) return { kind: "sp" };
  const by = newSp - sp;
  const compared = { from, by };
  for (const [index, word] of before.entries()) {
    const address = newSp + index;
    const now = address < to.start + to.words ? memory.read(address) : null;
    const what = mistake(word, now, { ...compared, isAddress: words.includes(sp + index) });
    if (what !== null) return { kind: "word", where: placeOf(functions, index), what };
  }
  for (const [register, word] of registers) {
    if (register === "sp" || IN_NO_USE.includes(register)) continue;
    const isAddress = register === "fp" || HOLD_ADDRESSES.includes(register);
    const what = mistake(word, machine.get(register), { ...compared, isAddress });
    if (what !== null) return { kind: "word", where: register, what };
  }
  return newSp - to.start < from.words ? { kind: "no-room" } : null;
}

/** At the entry of a function: where to add, and what its caller keeps. */
const HOLD_ADDRESSES: readonly Register[] = ["r0", "r4"];
/** The entry uses these for its own comparison, and `ra` for the call of the runtime. */
const IN_NO_USE: readonly Register[] = ["r2", "ra"];

function mistake(
  word: number,
  now: number | null,
  { from, by, isAddress }: { readonly from: Region; readonly by: number; readonly isAddress: boolean },
): Mistake | null {
  const isOfThisStack = isAddress && word >= from.start && word < from.start + from.words;
  if (now === (isOfThisStack ? word + by : word)) return null;
  if (isOfThisStack) return now === word ? "address-left" : "address-lost";
  if (now !== word + by) return "word-lost";
  return isAddress ? "elsewhere-moved" : "number-moved";
}

/** Names a word of the stack by its frame, counted from the lowest word. */
function placeOf(functions: readonly Loads[], index: number): string {
  let left = index;
  for (const one of functions.toReversed()) {
    const words = frameWords(one);
    if (left < words) return `${WORDS_FROM_TOP[words - 1 - left] ?? "a number"} in the frame of ${one.name}`;
    left -= words;
  }
  return "a word";
}

const WORDS_FROM_TOP = [
  "the return address",
  "the caller's fp",
  "the caller's r4",
  "a number",
  "the address that was handed down",
  "the sum",
  "the address of something else",
];

function blockOf({ start, words }: Region): { readonly start: number; readonly words: number } {
  return { start, words };
}

/** What the learner's code gets hold of. */
function learnersView(machine: Machine): LearnersMachine {
  return {
    read: (address) => machine.memory.read(address),
    write: (address, word) => void machine.memory.write(address, word),
    get: (register) => machine.get(register),
    set: (register, word) => machine.set(register, word),
  };
}
