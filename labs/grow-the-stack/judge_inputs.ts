/** Draws programs, and the blocks on which their stacks lie. */
import type { Random } from "../_runner/lab.ts";
import { middleOf } from "./drive_growth.ts";
import { frameWords, type HandsDown, type Input, type Loads, TARIFF } from "./drive_program.ts";

type Region = Input["others"];

/** What a kind of program has in its frames. */
interface Kind {
  readonly handsDown?: readonly HandsDown[];
  readonly inRegister?: boolean;
  readonly lookalikes?: boolean;
  readonly elsewhere?: boolean;
  /** How often the stack is full. */
  readonly growths?: number;
}

const NAMES = [
  "van",
  "pallet",
  "crate",
  "parcel",
  "box",
  "bag",
  "roll",
  "tube",
  "sack",
  "case",
  "tray",
  "bin",
  "tub",
  "keg",
];
/** Blocks lie in slots of this size, guards included. */
const SLOT_WORDS = 1_000;
const SLOTS = 8;
const FIRST_WORDS = 24;

/** A program of that kind. */
export function draw(kind: Kind): (random: Random) => Input {
  return (random) => {
    const { handsDown = ["nothing"], inRegister = false, lookalikes = false, elsewhere = false, growths = 1 } = kind;
    const [others, ...blocks] = drawBlocks(random, growths);
    const number = () => {
      if (!lookalikes) return random.integer(1, 999);
      const { start, words } = random.pick(blocks);
      return start + random.integer(0, words - 1);
    };
    const names = random.shuffle(NAMES);
    const functions: Loads[] = [];
    // One frame more than fits into the last block but one.
    const wanted = FIRST_WORDS << (growths - 1);
    for (let words = 0; words <= wanted;) {
      const one: Loads = {
        name: names[functions.length] ?? `part_${functions.length}`,
        grams: random.integer(1, 500),
        handsDown: random.pick(handsDown),
        inRegister: inRegister && (functions.length === 0 || random.integer(0, 2) > 0),
        number: number(),
        elsewhere: elsewhere ? random.pick([TARIFF, middleOf(others!)]) : 0,
        more: Array.from({ length: random.integer(0, 3) }, number),
      };
      functions.push(one);
      words += frameWords(one);
    }
    return { functions, blocks, others: others! };
  };
}

/** The other task's stack, and blocks each twice as large as the one before, in any order of address. */
function drawBlocks(random: Random, growths: number): Region[] {
  const slots = random.shuffle(Array.from({ length: SLOTS }, (_, index) => index));
  // A stack that moves twice or more goes upwards once, and downwards once.
  if (growths > 1) slots.splice(1, 3, ...[slots[1]!, slots[2]!, slots[3]!].toSorted((a, b) => a - b));
  if (growths > 1) [slots[2], slots[3]] = [slots[3]!, slots[2]!];
  const at = (index: number, words: number, name: string): Region => {
    return { name, kind: "stack", start: 20_000 + slots[index]! * SLOT_WORDS + random.integer(100, 300), words };
  };
  const blocks = Array.from({ length: growths + 1 }, (_, index) => {
    const words = FIRST_WORDS << index;
    return at(index + 1, words, `${words} words`);
  });
  return [at(0, 8, "other task"), ...blocks];
}
