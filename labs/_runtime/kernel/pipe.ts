/**
 * A pipe, as Linux keeps it: a ring of 16 pages, not a ring of bytes.
 *
 * A write appends to the last page if its odd bytes fit there, and takes new pages for the rest. So a pipe that holds 65,536
 * bytes when it is written in whole pages can be full with 16 bytes in it, and a pipe from which a page was half read has no
 * room yet. That is also why a write of up to a page (PIPE_BUF) is taken whole or not at all: it needs one free page at most.
 *
 * Follows fs/pipe.c. What it leaves out: splice, packets, resizing, the SIGPIPE that comes with EPIPE (runtimes ignore it),
 * and the 2 pages that a user with very many pipes gets.
 */
import type { Returned } from "./errno.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT } from "./flags.ts";
import type { FileObject } from "./open_file.ts";
import { WaitQueue } from "./wait_queue.ts";

const PAGE_BYTES = 4_096;
const PAGES = 16;

/** A page in use: the bytes between `start` and `end` are in the pipe. */
interface Page {
  readonly bytes: Uint8Array;
  start: number;
  end: number;
}

/** What the two ends share. */
class Ring {
  readonly pages: Page[] = [];
  readonly readers = new WaitQueue();
  readonly writers = new WaitQueue();
  readOpen = true;
  writeOpen = true;

  get full(): boolean {
    return this.pages.length >= PAGES;
  }

  /** The last description of one end is gone: wakes whoever watches the other. */
  wakeAll(): void {
    if (this.readOpen === this.writeOpen) return;
    this.readers.wake();
    this.writers.wake();
  }
}

/** The end that is read. */
class ReadEnd implements FileObject {
  readonly #ring: Ring;
  readonly wakesOne = true;
  readonly queue: WaitQueue;

  constructor(ring: Ring) {
    this.#ring = ring;
    this.queue = ring.readers;
  }

  get unread(): number {
    return this.#ring.pages.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  poll(): number {
    return (this.#ring.pages.length > 0 ? EPOLLIN : 0) | (this.#ring.writeOpen ? 0 : EPOLLHUP);
  }

  read(into: Uint8Array): Returned<number> {
    const ring = this.#ring;
    if (into.length === 0) return 0;
    let taken = 0;
    let madeRoom = false;
    for (let page = ring.pages[0]; page !== undefined && taken < into.length; page = ring.pages[0]) {
      const count = Math.min(page.end - page.start, into.length - taken);
      into.set(page.bytes.subarray(page.start, page.start + count), taken);
      taken += count;
      page.start += count;
      if (page.start < page.end) continue;
      madeRoom ||= ring.full;
      ring.pages.shift();
    }
    // Writers hear of room only when there was none. Who writes on an edge must have written until EAGAIN.
    if (madeRoom) ring.writers.wake(EPOLLOUT);
    if (taken > 0) return taken;
    return ring.writeOpen ? "EAGAIN" : 0;
  }

  write(): Returned<number> {
    return "EBADF";
  }

  release(): void {
    this.#ring.readOpen = false;
    this.#ring.wakeAll();
  }
}

/** The end that is written. */
class WriteEnd implements FileObject {
  readonly #ring: Ring;
  readonly wakesOne = true;
  readonly queue: WaitQueue;

  constructor(ring: Ring) {
    this.#ring = ring;
    this.queue = ring.writers;
  }

  poll(): number {
    return (this.#ring.full ? 0 : EPOLLOUT) | (this.#ring.readOpen ? 0 : EPOLLERR);
  }

  read(): Returned<number> {
    return "EBADF";
  }

  write(from: Uint8Array): Returned<number> {
    const ring = this.#ring;
    if (from.length === 0) return 0;
    if (!ring.readOpen) return "EPIPE";
    let written = this.#appendOddBytes(from);
    while (written < from.length && !ring.full) {
      const bytes = new Uint8Array(PAGE_BYTES);
      const chunk = from.subarray(written, written + PAGE_BYTES);
      bytes.set(chunk);
      ring.pages.push({ bytes, start: 0, end: chunk.length });
      written += chunk.length;
    }
    // Also when nothing fitted: an edge-triggered reader then gets an event for bytes that it has heard of before.
    ring.readers.wake(EPOLLIN);
    return written === 0 ? "EAGAIN" : written;
  }

  release(): void {
    this.#ring.writeOpen = false;
    this.#ring.wakeAll();
  }

  /** The bytes beyond whole pages go into the last page, if all of them fit behind what is there. */
  #appendOddBytes(from: Uint8Array): number {
    const odd = from.length % PAGE_BYTES;
    const last = this.#ring.pages.at(-1);
    if (odd === 0 || last === undefined || last.end + odd > PAGE_BYTES) return 0;
    last.bytes.set(from.subarray(0, odd), last.end);
    last.end += odd;
    return odd;
  }
}

/** A new pipe's ends: the one to read, the one to write. */
export function openPipe(): readonly [FileObject, FileObject] {
  const ring = new Ring();
  return [new ReadEnd(ring), new WriteEnd(ring)];
}
