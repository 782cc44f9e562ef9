/**
 * Memory: words at addresses, mapped only where a region is. Addresses count words; a real machine's count bytes.
 *
 * Each stack has a guard below it and above it: addresses that are never mapped, so that running off the stack is a fault
 * and not a silent write into a neighbour. That is how a thread's stack is protected by the kernel, with a page or more.
 *
 * What it leaves out. Pages and permissions: a region is exactly as long as it is, and all of it can be written.
 */
import { FaultSignal } from "./fault.ts";
import { CODE_START, DATA_START } from "./instruction.ts";

/** Words on either side of a stack that always fault. A frame larger than this can jump over the guard, as on real machines. */
export const GUARD_WORDS = 64;

/** A stretch of memory that is there. */
export interface Region {
  /** For messages and drawings. */
  readonly name: string;
  /** A stack has guards. */
  readonly kind: "data" | "stack";
  /** Address of its first word. */
  readonly start: number;
  /** Its length. */
  readonly words: number;
}

/** The words of all regions. */
export class Memory {
  /** As given, in order of address. */
  readonly regions: readonly Region[];
  readonly #words: ReadonlyMap<Region, Int32Array>;

  /** All zero. Throws `RangeError` when regions overlap each other, a guard, or the program. */
  constructor(regions: readonly Region[]) {
    this.regions = regions.toSorted((a, b) => a.start - b.start);
    this.#words = new Map(regions.map((region) => [region, new Int32Array(region.words)]));
    let free = DATA_START;
    for (const region of this.regions) {
      const guard = region.kind === "stack" ? GUARD_WORDS : 0;
      if (region.words < 1 || region.start - guard < free) {
        throw new RangeError(
          `${region.name} lies at ${region.start} with ${region.words} words: give it at least one word, and start it at ` +
            `${free + guard} or later, after what comes before it and its guard`,
        );
      }
      free = region.start + region.words + guard;
    }
  }

  /** The word at an address. Throws `FaultSignal` where nothing is mapped. */
  read(address: number): number {
    const region = this.#regionAt(address, "load from");
    return this.#words.get(region)![address - region.start]!;
  }

  /** Replaces the word at an address and returns the one before. Throws `FaultSignal` where nothing is mapped. */
  write(address: number, word: number): number {
    const region = this.#regionAt(address, "store to");
    const words = this.#words.get(region)!;
    const before = words[address - region.start]!;
    words[address - region.start] = word; // wraps to 32 bits
    return before;
  }

  #regionAt(address: number, access: string): Region {
    const hit = this.regions.find(({ start, words }) => address >= start && address < start + words);
    if (hit !== undefined) return hit;
    for (const { name, kind, start, words } of this.regions) {
      if (kind !== "stack") continue;
      if (address < start && address >= start - GUARD_WORDS) {
        const short = start - address;
        throw new FaultSignal("stack-overflow", `${access} ${address}, ${short} below the end of ${name}: it is full`);
      }
      const above = address - (start + words);
      if (above >= 0 && above < GUARD_WORDS) {
        throw new FaultSignal(
          "stack-underflow",
          `${access} ${address}, above the top of ${name}: more was popped than pushed`,
        );
      }
    }
    const what = address >= CODE_START && address < DATA_START ? "that is code, not data" : "nothing is mapped there";
    throw new FaultSignal("bad-address", `${access} ${address}: ${what}`);
  }
}
