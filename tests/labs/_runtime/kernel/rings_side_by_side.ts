/**
 * A ring of the model and one of Linux, made to do the same things.
 *
 * Compared are: what each `enter` takes, how far the heads are, how many completions there are, and whether some are beside the
 * queue; then, whenever all of them can be taken, what each submission completed with, and the bytes that were read. Order
 * is compared where io_uring promises one: between the completions of one submission, and along a chain. Linux may carry out
 * operations on files on threads of its own, so before that Linux is given time to do what the model has done.
 */
import { assert, assertEquals } from "@std/assert";
import {
  type Completion,
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  must,
  type Ring,
  type Submission,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { same, SideBySide, type Sides } from "./side_by_side.ts";

/** More than a thread of Linux needs on a busy machine. */
const PATIENCE_MS = 5_000;
/** More than the model's device and short timeouts need. */
const CALM_NS = 1_000_000;

/** A submission that has not completed for good. */
export interface Outstanding {
  readonly chain: number;
  /** What it works on, and in which direction. */
  readonly touches: string;
  readonly accepts: boolean;
  readonly buffers: readonly Uint8Array[];
}

/** What is submitted, without its word. */
export type Wordless = Submission extends infer Kind ? Kind extends Submission ? Omit<Kind, "userData"> : never : never;

/** The two rings. Submissions get the words 1, 2, 3 and so on. */
export class RingsSideBySide extends SideBySide {
  readonly rings: readonly [model: Ring, linux: Ring];
  readonly #sides: Sides;
  readonly outstanding = new Map<number, Outstanding>();
  readonly #taken: readonly [Completion[], Completion[]] = [[], []];
  #words = 0;

  constructor(sides: Sides, sizes: { readonly entries: number; readonly completionEntries: number }) {
    super(sides);
    this.#sides = sides;
    const [model, linux] = [must(this.model.ioUringSetup(sizes)), must(sides.linux.ioUringSetup(sizes))];
    this.adopt(model.fd, linux.fd);
    this.rings = [model, linux];
  }

  /** The latest word. */
  get lastWord(): number {
    return this.#words;
  }

  /** How many submissions can be added. */
  get slotsLeft(): number {
    const { tail, head, entries } = this.rings[0].submission;
    return entries - ((tail - head) >>> 0);
  }

  /** True when none can. */
  get full(): boolean {
    return this.slotsLeft === 0;
  }

  /** Adds the same submission to both; reads get a buffer each. */
  push(entry: Wordless, { chain, touches }: Pick<Outstanding, "chain" | "touches">): void {
    const userData = ++this.#words;
    const buffers: Uint8Array[] = [];
    this.rings.forEach((ring, side) => {
      const own = { ...entry, userData } as Submission;
      const translated = side === 1 && "fd" in own ? { ...own, fd: this.real(own.fd) } : own;
      const filled = "buffer" in translated ? { ...translated, buffer: translated.buffer.slice() } : translated;
      if ("buffer" in filled) buffers.push(filled.buffer);
      ring.submission.fill(ring.submission.tail & ring.submission.mask, filled);
      ring.submission.tail += 1;
    });
    this.outstanding.set(userData, { chain, touches, accepts: entry.opcode === IORING_OP_ACCEPT, buffers });
  }

  /** Enters both, and waits for no more than is there; returns how many were taken. */
  enter(toSubmit: number): number {
    const { submission, completion } = this.rings[0];
    const before = submission.head;
    this.#onBoth((ring) => ring.enter(toSubmit, 0));
    this.settle();
    const there = (completion.tail - completion.head) >>> 0;
    this.#onBoth((ring) => ring.enter(0, there));
    this.settle();
    return (submission.head - before) >>> 0;
  }

  /** Lets both finish what they can, and compares how much that is. */
  settle(): void {
    this.model.advance(CALM_NS);
    const expected = standing(this.rings[0]);
    const deadlineMs = performance.now() + PATIENCE_MS;
    while (standing(this.rings[1]) !== expected && performance.now() < deadlineMs) this.#sides.linux.poll([], 0);
    assertEquals(standing(this.rings[1]), expected);
  }

  /** Takes all completions, those beside the queue included, and compares them. */
  take(): void {
    for (;;) {
      const counts = this.rings.map((ring, side) => takeFrom(ring, this.#taken[side]!));
      same(counts[1], counts[0]);
      if (counts[0] === 0) break;
      this.enter(0);
    }
    const [expected, found] = this.#taken.map((list) => list.splice(0)) as [Completion[], Completion[]];
    this.#compareOrder(found);
    const [first, second] = [byWord(expected), byWord(found)];
    second.forEach((completion, index) => this.#compare(completion, first[index]));
    same(second.length, first.length);
  }

  #compare(found: Completion, expected: Completion | undefined): void {
    const submitted = this.outstanding.get(found.userData);
    if (submitted === undefined) throw new Error(`A completion for ${found.userData}, which is over`);
    if (expected !== undefined && submitted.accepts && isDescriptor(found) && isDescriptor(expected)) {
      this.adopt(expected.res, found.res);
      same({ ...found, res: 0 }, { ...expected, res: 0 });
    } else same(found, expected);
    const [ours, theirs] = submitted.buffers;
    if (ours !== undefined && theirs !== undefined) same([...theirs.subarray(0, 64)], [...ours.subarray(0, 64)]);
    if ((found.flags & IORING_CQE_F_MORE) === 0) this.outstanding.delete(found.userData);
  }

  /** Along a chain, completions come in the order of the links. */
  #compareOrder(found: readonly Completion[]): void {
    const latest = new Map<number, number>();
    for (const { userData } of found) {
      const chain = this.outstanding.get(userData)?.chain ?? -1;
      assert((latest.get(chain) ?? 0) <= userData, `${userData} completed before what it is linked behind`);
      latest.set(chain, userData);
    }
  }

  #onBoth(call: (ring: Ring) => unknown): void {
    const [expected, found] = this.rings.map((ring) => [call(ring), ring.submission.head]);
    same(found, expected);
  }
}

/** How many completions are in the queue, and whether there are more. */
function standing({ submission, completion }: Ring): string {
  return `${(completion.tail - completion.head) >>> 0} completions, flags ${submission.flags}`;
}

function takeFrom({ completion }: Ring, into: Completion[]): number {
  let count = 0;
  for (; completion.head !== completion.tail; count++) {
    into.push(completion.at(completion.head & completion.mask));
    completion.head += 1;
  }
  return count;
}

function byWord(completions: readonly Completion[]): Completion[] {
  return completions.toSorted((one, other) => one.userData - other.userData);
}

function isDescriptor(completion: Completion): completion is Completion & { readonly res: number } {
  return typeof completion.res === "number";
}
