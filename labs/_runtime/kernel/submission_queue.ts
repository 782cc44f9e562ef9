/**
 * The submission queue: the program adds at the tail, the kernel takes at the head.
 *
 * The kernel believes nothing of it: a tail that is further ahead than there are slots counts as a full ring, and a slot that was
 * never filled holds zeros, which is a no-op with the word 0.
 *
 * How the real one differs: head, tail and slots are memory that both sides have mapped, so that filling a slot is 64 bytes written,
 * and moving the tail is a store with release semantics: no other processor may see the new tail before the entry.
 */
import type { Submission, SubmissionQueue } from "./ring.ts";
import { IORING_OP_NOP } from "./ring_flags.ts";
import { checkSlot, checkWord } from "./ring_slots.ts";

/** The queue. */
export class ModelSubmissionQueue implements SubmissionQueue {
  readonly entries: number;
  readonly mask: number;
  /** Head and tail. What is stored in such an array is kept modulo 2^32, as in a processor's register of that width. */
  readonly #ends: Uint32Array;
  readonly #slots: Submission[];
  readonly #flags: () => number;

  /** Empty, with both ends at `firstIndex`. `entries` is a power of two; `flags` is asked each time. */
  constructor(
    { entries, firstIndex, flags }: {
      readonly entries: number;
      readonly firstIndex: number;
      readonly flags: () => number;
    },
  ) {
    this.entries = entries;
    this.mask = entries - 1;
    this.#ends = Uint32Array.of(firstIndex, firstIndex);
    this.#slots = Array.from({ length: entries }, () => ({ opcode: IORING_OP_NOP, userData: 0 }));
    this.#flags = flags;
  }

  get head(): number {
    return this.#ends[0]!;
  }

  get tail(): number {
    return this.#ends[1]!;
  }

  set tail(count: number) {
    this.#ends[1] = count;
  }

  get flags(): number {
    return this.#flags();
  }

  fill(slot: number, entry: Submission): void {
    checkSlot("fill", slot, this.entries);
    checkWord(entry);
    this.#slots[slot] = { ...entry };
  }

  /** How many entries the kernel may take. */
  get waiting(): number {
    return Math.min((this.tail - this.head) >>> 0, this.entries);
  }

  /** The kernel takes the oldest. */
  take(): Submission {
    const entry = this.#slots[this.head & this.mask]!;
    this.#ends[0] = this.head + 1;
    return entry;
  }
}
