/**
 * eventfd(2): a counter behind a descriptor. Its use is to wake a thread that waits in epoll_wait: anybody may add to it.
 *
 * A write adds, a read takes everything (or 1, with EFD_SEMAPHORE); both speak in 8 bytes. However many writes came, there is one
 * number to read, so that a loop woken by it must look at its queue until the queue is empty.
 *
 * Follows fs/eventfd.c, whole. Numbers on the wire are in the machine's byte order: little-endian here, as on x86-64 and
 * on arm64 as Linux runs it.
 */
import type { Returned } from "./errno.ts";
import { EPOLLIN, EPOLLOUT } from "./flags.ts";
import type { FileObject } from "./open_file.ts";
import { WaitQueue } from "./wait_queue.ts";

const WORD_BYTES = 8;
/** The largest count. One more, all bits set, is what a write may not carry. */
const MAX_COUNT = 2n ** 64n - 2n;

/** The counter. */
export class EventCounter implements FileObject {
  readonly queue = new WaitQueue();
  readonly #semaphore: boolean;
  #count: bigint;

  /** A counter that starts at `initial`; as a semaphore, each read takes 1. */
  constructor(initial: number, options: { readonly semaphore: boolean }) {
    this.#count = BigInt(initial);
    this.#semaphore = options.semaphore;
  }

  /** Writable while 1 more fits. */
  poll(): number {
    return (this.#count > 0n ? EPOLLIN : 0) | (this.#count < MAX_COUNT ? EPOLLOUT : 0);
  }

  /** Takes the count. */
  read(into: Uint8Array): Returned<number> {
    if (into.length < WORD_BYTES) return "EINVAL";
    if (this.#count === 0n) return "EAGAIN";
    const taken = this.#semaphore ? 1n : this.#count;
    this.#count -= taken;
    wordOf(into).setBigUint64(0, taken, true);
    this.queue.wake(EPOLLOUT);
    return WORD_BYTES;
  }

  /** Adds to the count. Adding nothing is a wake-up too, though there is nothing to read after it. */
  write(from: Uint8Array): Returned<number> {
    if (from.length !== WORD_BYTES) return "EINVAL";
    const added = wordOf(from).getBigUint64(0, true);
    if (added > MAX_COUNT) return "EINVAL";
    if (this.#count + added > MAX_COUNT) return "EAGAIN";
    this.#count += added;
    this.queue.wake(EPOLLIN);
    return WORD_BYTES;
  }

  /** Nothing outlives it. */
  release(): void {}
}

function wordOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, WORD_BYTES);
}
