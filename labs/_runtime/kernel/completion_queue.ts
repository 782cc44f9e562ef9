/**
 * The completion queue: the kernel adds at the tail, the program takes at the head.
 *
 * The kernel cannot wait for a program that does not take: the operation is over, and what came of it must go somewhere. When the
 * ring is full it goes into a list beside it, and so does all that follows, so that the order is kept, until `enter` brings the
 * list in. Nothing is lost as long as there is memory. A program that never calls `enter` for more never sees it.
 *
 * Follows io_uring/io_uring.c since Linux 5.5 (IORING_FEAT_NODROP). Before that, completions without room were counted and
 * forgotten. How the real one differs: `submission_queue.ts` says it.
 */
import type { Completion, CompletionQueue } from "./ring.ts";
import { checkSlot } from "./ring_slots.ts";

/** The queue. */
export class ModelCompletionQueue implements CompletionQueue {
  readonly entries: number;
  readonly mask: number;
  /** Completions lost: never any. */
  readonly overflow = 0;
  /** Head and tail, kept modulo 2^32. */
  readonly #ends: Uint32Array;
  readonly #slots: Completion[];
  readonly #beside: Completion[] = [];

  /** Empty, with both ends at `firstIndex`. `entries` is a power of two. */
  constructor({ entries, firstIndex }: { readonly entries: number; readonly firstIndex: number }) {
    this.entries = entries;
    this.mask = entries - 1;
    this.#ends = Uint32Array.of(firstIndex, firstIndex);
    this.#slots = Array.from({ length: entries }, () => ({ userData: 0, res: 0, flags: 0 }));
  }

  get head(): number {
    return this.#ends[0]!;
  }

  set head(count: number) {
    this.#ends[0] = count;
  }

  get tail(): number {
    return this.#ends[1]!;
  }

  at(slot: number): Completion {
    checkSlot("at", slot, this.entries);
    return this.#slots[slot]!;
  }

  /** How many stand in the ring. */
  get length(): number {
    return (this.tail - this.head) >>> 0;
  }

  /** Those in the list beside it, oldest first. */
  get beside(): readonly Completion[] {
    return this.#beside;
  }

  /** Adds one to the ring; false when it has no room, or when older ones wait beside it. */
  tryPost(completion: Completion): boolean {
    return this.#beside.length === 0 && this.#add(completion);
  }

  /** Adds one, beside the ring if need be. */
  post(completion: Completion): void {
    if (!this.tryPost(completion)) this.#beside.push(completion);
  }

  /** Brings in what waits beside the ring, as far as there is room. */
  flush(): void {
    while (this.#beside.length > 0 && this.#add(this.#beside[0]!)) this.#beside.shift();
  }

  #add(completion: Completion): boolean {
    // A head that has gone past the tail makes the difference enormous: no room.
    if (this.length >= this.entries) return false;
    this.#slots[this.tail & this.mask] = completion;
    this.#ends[1] = this.tail + 1;
    return true;
  }
}
