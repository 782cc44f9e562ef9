/** Programs that load vans: functions that call each other, each adding to a variable of its caller. */
import { assemble, type Program, type Region } from "@interleave/machine";

/** What a function hands to the one that it calls: where to add. */
export type HandsDown = "its own sum" | "what it was given" | "the address elsewhere" | "nothing";

/** A function; each calls the next one. */
export interface Loads {
  readonly name: string;
  /** What it begins its sum with. */
  readonly grams: number;
  readonly handsDown: HandsDown;
  /** It keeps the address of its sum in `r4` while it calls. */
  readonly inRegister: boolean;
  /** Handed down in `r1`: a number, whatever it looks like. */
  readonly number: number;
  /** The address of a word that is on no stack that moves; 0 for none. */
  readonly elsewhere: number;
  /** More numbers in its frame. */
  readonly more: readonly number[];
}

/** A run: the program, and the blocks on which its stack lies, one after the other. */
export interface Input {
  readonly functions: readonly Loads[];
  readonly blocks: readonly Region[];
  /** Another task's stack, with a word in it. */
  readonly others: Region;
}

/** Addresses of the program's own data: the least address that `sp` may have, and a tariff. */
export const LIMIT = 0;
export const TARIFF = 1;
export const TARIFF_CENTS = 490;
/** The word in the midst of the other task's stack. */
export const OTHERS_WORD = 7_700;

/** Distances below `fp` at which a frame has words that hold addresses; `fp` itself, the caller's, is the first. */
const ADDRESSES_BELOW_FP = [0, 1, 3, 5];
/** Words of a frame without `more`: `ra`, `fp`, `r4`, the number, what was given, the sum, the address elsewhere. */
const FRAME_WORDS = 7;

/** Words that a function's frame takes. */
export function frameWords({ more }: Loads): number {
  return FRAME_WORDS + more.length;
}

/**
 * Addresses of the stack's words that hold addresses, when so many functions have complete frames and the innermost frame's
 * lowest word is at `sp`: the compiler's map.
 */
export function addressWords(functions: readonly Loads[], sp: number): number[] {
  const words: number[] = [];
  let lowest = sp;
  for (const one of functions.toReversed()) {
    const fp = lowest + frameWords(one) - 2;
    words.push(...ADDRESSES_BELOW_FP.map((below) => fp - below));
    lowest += frameWords(one);
  }
  return words;
}

/** The program for this input. It begins at the first function's label, and stops at `more_stack` when a frame does not fit. */
export function assembleLoading({ functions }: Input): Program {
  const texts = functions.map((one, index) => functionText(one, functions[index + 1]));
  return assemble(`${texts.join("\n")}
more_stack:                 ; here the runtime takes over
    return
limit: .word 0
tariff: .word ${TARIFF_CENTS}
`);
}

function functionText(one: Loads, next: Loads | undefined): string {
  const { name, grams, inRegister, elsewhere, more } = one;
  return `
${name}:
    sub r3, sp, ${frameWords(one)}          ; does the frame fit?
    move r2, limit
    load r2, [r2]
    jump-ge r3, r2, _${name}_fits
    move r3, ra
    call more_stack
    move ra, r3
_${name}_fits:
    push ra
    push fp
    move fp, sp
    push r4
    push r1             ; [fp - 2]: a number
    push r0             ; [fp - 3]: where to add, or 0
    push ${grams}       ; [fp - 4]: the sum
    push ${elsewhere === TARIFF ? "tariff" : elsewhere}     ; [fp - 5]
${more.map((number) => `    push ${number}`).join("\n")}
${inRegister ? "    sub r4, fp, 4       ; the sum's address, kept over the call" : ""}
${next === undefined ? "" : callText(one, next)}
${inRegister ? "    load r1, [r4]\n    print r1" : ""}
    load r1, [fp - 4]
    print r1
    load r2, [fp - 3]
    jump-eq r2, 0, _${name}_alone
    load r3, [r2]
    add r3, r3, r1
    store r3, [r2]      ; the caller's sum, or that of somebody above
_${name}_alone:
    load r1, [fp - 2]
    print r1
    load r2, [fp - 5]
    jump-eq r2, 0, _${name}_over
    load r1, [r2]
    print r1
_${name}_over:
${more.map((_, index) => `    load r1, [fp - ${6 + index}]\n    print r1`).join("\n")}
    sub sp, fp, 1
    pop r4
    pop fp
    pop ra
    return`;
}

function callText({ handsDown, number }: Loads, next: Loads): string {
  const address = {
    "its own sum": "    sub r0, fp, 4",
    "what it was given": "    load r0, [fp - 3]",
    "the address elsewhere": "    load r0, [fp - 5]",
    "nothing": "    move r0, 0",
  }[handsDown];
  return `${address}\n    move r1, ${number}\n    call ${next.name}`;
}
