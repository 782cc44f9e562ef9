/**
 * Two ways for a stack to get larger, as models that only count: a list of segments, and one block that moves.
 *
 * Sizes are in words. Both begin with one block of 64. What is left out: what a copy costs by its length (that is
 * `words_copied.ts`), and the cache of one segment that real systems kept, which made each fetch cheaper and no fetch fewer.
 */

/** What both can do. */
export interface GrowingStack {
  /** A function is entered that needs so many words. */
  call(words: number): void;
  /** It returns. */
  return(): void;
  /** How often memory had to be fetched. */
  readonly fetched: number;
}

const FIRST_WORDS = 64;

// #region stacks
/** A full segment is followed by another, given back on return. */
export class SegmentedStack implements GrowingStack {
  fetched = 0;
  readonly #segments = [{ size: FIRST_WORDS, used: 0 }];
  readonly #frames: { words: number; fetched: boolean }[] = [];

  call(words: number): void {
    let top = this.#segments.at(-1)!;
    const isFull = top.used + words > top.size;
    if (isFull) {
      this.fetched++;
      top = { size: Math.max(FIRST_WORDS, words), used: 0 };
      this.#segments.push(top);
    }
    top.used += words;
    this.#frames.push({ words, fetched: isFull });
  }

  return(): void {
    const frame = this.#frames.pop()!;
    this.#segments.at(-1)!.used -= frame.words;
    if (frame.fetched) this.#segments.pop();
  }
}

/** A full block is copied into one twice as large, which stays. */
export class ContiguousStack implements GrowingStack {
  fetched = 0;
  #size = FIRST_WORDS;
  #used = 0;
  readonly #frames: number[] = [];

  call(words: number): void {
    this.#used += words;
    this.#frames.push(words);
    while (this.#used > this.#size) {
      this.#size *= 2;
      this.fetched++;
    }
  }

  return(): void {
    this.#used -= this.#frames.pop()!;
  }
}
// #endregion

/** How often memory is fetched when a loop that already uses `used` words calls a function of `words` a thousand times. */
export function fetchedInALoop(
  stack: GrowingStack,
  { used, words }: { readonly used: number; readonly words: number },
) {
  stack.call(used);
  const before = stack.fetched;
  for (let turn = 0; turn < 1_000; turn++) {
    stack.call(words);
    stack.return();
  }
  return stack.fetched - before;
}
