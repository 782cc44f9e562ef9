/**
 * io_uring on Linux: the rings themselves, in memory that the kernel has mapped as well, and io_uring_enter.
 *
 * Where the model keeps objects, this keeps bytes: to fill a slot is to write 64 of them (`linux_ring_entry.ts`), to move a
 * tail is an atomic store (`linux_ring_memory.ts`), and completions can appear between two instructions of this
 * program. Nothing is checked on the way: what Linux finds in a slot is what it does.
 *
 * A descriptor is translated when a slot is filled, and belongs to this process from then on: who closes it before the
 * operation begins, as behind a link, may find the operation on whatever has its number by then. So this is for programs
 * that are trusted, and no lab's code is handed a ring of Linux.
 */
import type { Errno, Returned } from "./errno.ts";
import type { LinuxEntry } from "./linux_entry.ts";
import { type Pinned, putSubmission, takeCompletion } from "./linux_ring_entry.ts";
import type { RingMemory } from "./linux_ring_memory.ts";
import { has } from "./flags.ts";
import { IORING_CQE_F_MORE, IORING_OP_ACCEPT, IORING_SQ_CQ_OVERFLOW } from "./ring_flags.ts";
import { checkSlot, checkWord } from "./ring_slots.ts";
import type { Completion, CompletionQueue, Ring, SubmissionQueue } from "./ring.ts";

const IORING_ENTER_GETEVENTS = 1;
const EINTR = 4;

/** What the ring needs of the kernel that it is part of. */
export interface RingOwner {
  /** Linux's descriptor for one that was handed out; a number that is not open for any other. */
  readonly real: (fd: number) => number;
  /** Hands out a descriptor: one that was accepted. */
  readonly own: (fd: number) => void;
  /** The name of an error. */
  readonly nameOf: (number: number) => Errno;
}

/** What was put in a slot. */
interface Filled {
  readonly word: number;
  readonly accepts: boolean;
  readonly pinned: Pinned;
}

/** Operations under way with one word: what they point to may move again when the last of them has completed. */
interface UnderWay {
  readonly filled: Filled[];
  completed: number;
}

/** The ring. */
export class LinuxRing implements Ring {
  readonly fd: number;
  readonly submission: SubmissionQueue;
  readonly completion: CompletionQueue;
  readonly #memory: RingMemory;
  readonly #entry: LinuxEntry;
  readonly #owner: RingOwner;
  /** By slot: a slot that is entered again without being filled points where it pointed. */
  readonly #filled: Filled[];
  readonly #underWay = new Map<number, UnderWay>();
  /** Completions have been looked at up to here. */
  #seen = 0;

  /** A ring that has been mapped. */
  constructor(
    entry: LinuxEntry,
    owner: RingOwner,
    { fd, memory }: { readonly fd: number; readonly memory: RingMemory },
  ) {
    this.fd = fd;
    this.#entry = entry;
    this.#owner = owner;
    this.#memory = memory;
    this.#filled = Array.from({ length: memory.entries }, () => ({ word: 0, accepts: false, pinned: null }));
    this.submission = this.#submissionQueue();
    this.completion = this.#completionQueue();
  }

  enter(toSubmit: number, minComplete: number): Returned<number> {
    const taken = this.#enter(toSubmit, minComplete);
    if (typeof taken === "string" || taken < toSubmit) return taken;
    // A signal ends the wait, but not the program's wish.
    const wanted = Math.min(minComplete, this.completion.entries);
    while ((this.completion.tail - this.completion.head) >>> 0 < wanted) {
      const waited = this.#enter(0, wanted);
      if (typeof waited === "string") return waited;
    }
    return taken;
  }

  /** Unmaps the rings. What they held can still be read. */
  release(): void {
    this.#memory.release();
  }

  #enter(toSubmit: number, minComplete: number): Returned<number> {
    const { calls, numbers, errorOf } = this.#entry;
    const fd = this.#owner.real(this.fd);
    const head = this.#memory.load("submissionHead");
    let result: number;
    do {
      result = calls.io_uring_enter(
        numbers.io_uring_enter,
        fd,
        toSubmit,
        minComplete,
        IORING_ENTER_GETEVENTS,
        null,
      );
    } while (result < 0 && errorOf(result) === EINTR);
    const taken = (this.#memory.load("submissionHead") - head) >>> 0;
    for (let index = 0; index < taken; index++) this.#begin(this.#filled[(head + index) & this.submission.mask]);
    return result < 0 ? this.#owner.nameOf(errorOf(result)) : result;
  }

  #begin(filled: Filled | undefined): void {
    if (filled === undefined) return;
    const underWay = this.#underWay.get(filled.word);
    if (underWay === undefined) this.#underWay.set(filled.word, { filled: [filled], completed: 0 });
    else underWay.filled.push(filled);
  }

  /** Looks at completions up to `tail`: hands out what was accepted, and lets go of what was pointed to. */
  #settle(tail: number): void {
    const { mask, entries } = this.completion;
    const fresh = Math.min((tail - this.#seen) >>> 0, entries);
    for (let index = tail - fresh; index !== tail; index++) {
      const { userData, res, flags } = this.#completionAt(index & mask);
      const underWay = this.#underWay.get(userData);
      if (underWay === undefined) continue;
      if (typeof res === "number" && underWay.filled.every(({ accepts }) => accepts)) this.#owner.own(res);
      if (!has(flags, IORING_CQE_F_MORE)) underWay.completed += 1;
      if (underWay.completed === underWay.filled.length) this.#underWay.delete(userData);
    }
    this.#seen = tail;
  }

  #completionAt(slot: number): Completion {
    return takeCompletion(this.#memory.completion(slot), this.#owner.nameOf);
  }

  #submissionQueue(): SubmissionQueue {
    const [memory, filled, real] = [this.#memory, this.#filled, this.#owner.real];
    const { entries } = memory;
    return {
      entries,
      mask: entries - 1,
      get head() {
        return memory.load("submissionHead");
      },
      get tail() {
        return memory.load("submissionTail");
      },
      set tail(count) {
        memory.store("submissionTail", count);
      },
      get flags() {
        return memory.load("submissionFlags") & IORING_SQ_CQ_OVERFLOW;
      },
      fill(slot, entry) {
        checkSlot("fill", slot, entries);
        checkWord(entry);
        const pinned = putSubmission(memory.submission(slot), entry, real);
        filled[slot] = { word: entry.userData, accepts: entry.opcode === IORING_OP_ACCEPT, pinned };
      },
    };
  }

  #completionQueue(): CompletionQueue {
    const memory = this.#memory;
    const { completionEntries: entries } = memory;
    const settle = (tail: number) => this.#settle(tail);
    const completionAt = (slot: number) => this.#completionAt(slot);
    return {
      entries,
      mask: entries - 1,
      get head() {
        return memory.load("completionHead");
      },
      set head(count) {
        memory.store("completionHead", count);
      },
      get tail() {
        const tail = memory.load("completionTail");
        settle(tail);
        return tail;
      },
      get overflow() {
        return memory.load("completionOverflow");
      },
      at(slot) {
        checkSlot("at", slot, entries);
        return completionAt(slot);
      },
    };
  }
}
