/**
 * A ring's memory, which Linux and this program have both mapped: where its parts are, and how they are read and written.
 *
 * One mapping holds the counts and the completion queue (IORING_FEAT_SINGLE_MMAP, Linux 5.4), another the submission entries. Between
 * tail and submission entries Linux has an array of indices, so that a program may submit its slots in another order; it is filled
 * once, each index with itself.
 *
 * The order of accesses. Who adds fills the slot and then moves the tail, and whoever sees the new tail must see the
 * slot as well; C says so with a store-release and a load-acquire. JavaScript has the stronger `Atomics.store` and
 * `Atomics.load`, which are used for all counts, and promises to keep other accesses on their side of them where memory is
 * shared. V8 does not know that this memory is, and keeps to it all the same.
 *
 * Follows io_uring(7) and liburing's setup.c.
 */
import type { LinuxEntry } from "./linux_entry.ts";

/** `struct io_uring_params`, and the offsets that follow in it. */
export const PARAMS_BYTES = 120;
const [SQ_OFFSETS_AT, CQ_OFFSETS_AT] = [40, 80];
const SQE_BYTES = 64;
const CQE_BYTES = 16;
const [PROT_READ_WRITE, MAP_SHARED_POPULATE] = [3, 0x8001];
/** What mmap takes for the offset of each part. */
const [IORING_OFF_SQ_RING, IORING_OFF_SQES] = [0n, 0x1000_0000n];

/** A mapping. */
interface Mapping {
  readonly pointer: Deno.PointerObject;
  readonly bytes: number;
  readonly buffer: ArrayBuffer;
}

/** The memory. Releasing it leaves copies in its place: to read memory that is not mapped any more would end the process. */
export class RingMemory {
  readonly entries: number;
  readonly completionEntries: number;
  readonly #mappings: readonly Mapping[];
  readonly #entry: LinuxEntry;
  /** Everything of the rings but the entries, as words of 32 bits. */
  #words: Uint32Array;
  #submissions: DataView;
  #completions: DataView;
  /** Where the counts are among the words. */
  readonly #at: Readonly<Record<RingCount, number>>;

  /** Maps the ring behind a descriptor; `params` is what io_uring_setup has filled in. */
  constructor(entry: LinuxEntry, fd: number, params: DataView) {
    this.#entry = entry;
    const read = (at: number) => params.getUint32(at, true);
    const [entries, completionEntries] = [read(0), read(4)];
    const [array, completions] = [read(SQ_OFFSETS_AT + 24), read(CQ_OFFSETS_AT + 20)];
    const ringBytes = Math.max(array + 4 * entries, completions + CQE_BYTES * completionEntries);
    const ring = map(entry, { fd, bytes: ringBytes, offset: IORING_OFF_SQ_RING });
    const slots = map(entry, { fd, bytes: SQE_BYTES * entries, offset: IORING_OFF_SQES });
    this.entries = entries;
    this.completionEntries = completionEntries;
    this.#mappings = [ring, slots];
    this.#words = new Uint32Array(ring.buffer, 0, Math.floor(ringBytes / 4));
    this.#submissions = new DataView(slots.buffer);
    this.#completions = new DataView(ring.buffer, completions, CQE_BYTES * completionEntries);
    this.#at = {
      submissionHead: read(SQ_OFFSETS_AT) / 4,
      submissionTail: read(SQ_OFFSETS_AT + 4) / 4,
      submissionFlags: read(SQ_OFFSETS_AT + 16) / 4,
      completionHead: read(CQ_OFFSETS_AT) / 4,
      completionTail: read(CQ_OFFSETS_AT + 4) / 4,
      completionOverflow: read(CQ_OFFSETS_AT + 16) / 4,
    };
    for (let index = 0; index < entries; index++) this.#words[array / 4 + index] = index;
  }

  /** A count, and all that was written before it. */
  load(count: RingCount): number {
    return Atomics.load(this.#words, this.#at[count]);
  }

  /** Moves a count, after all that was written before. */
  store(count: RingCount, value: number): void {
    Atomics.store(this.#words, this.#at[count], value >>> 0);
  }

  /** The 64 bytes of a submission slot. */
  submission(slot: number): DataView {
    const { buffer, byteOffset } = this.#submissions;
    return new DataView(buffer, byteOffset + SQE_BYTES * slot, SQE_BYTES);
  }

  /** The 16 bytes of a completion slot. */
  completion(slot: number): DataView {
    const { buffer, byteOffset } = this.#completions;
    return new DataView(buffer, byteOffset + CQE_BYTES * slot, CQE_BYTES);
  }

  /** Gives the memory back. */
  release(): void {
    this.#words = this.#words.slice();
    this.#submissions = copyOf(this.#submissions);
    this.#completions = copyOf(this.#completions);
    const { calls, numbers } = this.#entry;
    for (const { pointer, bytes } of this.#mappings) calls.munmap(numbers.munmap, pointer, BigInt(bytes));
  }
}

/** The counts that the two sides share, and the flags. */
export type RingCount =
  | "submissionHead"
  | "submissionTail"
  | "submissionFlags"
  | "completionHead"
  | "completionTail"
  | "completionOverflow";

function map({ calls, numbers, errorOf }: LinuxEntry, part: { fd: number; bytes: number; offset: bigint }): Mapping {
  const { fd, bytes, offset } = part;
  const result = calls.mmap(numbers.mmap, null, BigInt(bytes), PROT_READ_WRITE, MAP_SHARED_POPULATE, fd, offset);
  // The last page of addresses is where negative results are.
  const pointer = result < 0n && result > -4_096n ? null : Deno.UnsafePointer.create(result);
  if (pointer === null) throw new Error(`The ring could not be mapped: Linux's error ${errorOf(Number(result))}`);
  return { pointer, bytes, buffer: Deno.UnsafePointerView.getArrayBuffer(pointer, bytes) };
}

function copyOf(view: DataView): DataView {
  const bytes = new Uint8Array(view.byteLength);
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return new DataView(bytes.buffer);
}
