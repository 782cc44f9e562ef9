/**
 * A regular file, kept in memory, as memfd_create(2) makes it.
 *
 * It never makes anybody wait: a read returns what is there, or 0 at the end. So it has no wait queue, epoll refuses it with
 * EPERM, and poll and select call it ready always. A file on a disk does make the caller wait, for the device, and there is no
 * asking beforehand whether it will: that is what chapter 4 is about.
 *
 * What it leaves out: names, holes that take no space, a full disk, and the page cache between program and device.
 */
import { EPOLLIN, EPOLLOUT } from "./flags.ts";
import type { FileObject, OpenFile } from "./open_file.ts";

/** The file. */
export class MemoryFile implements FileObject {
  readonly queue = null;
  /** Larger than the file, so that appending does not copy it each time. */
  #bytes = new Uint8Array(4_096);
  #length = 0;

  /** Always ready, which says nothing. */
  poll(): number {
    return EPOLLIN | EPOLLOUT;
  }

  /** Reads at the description's position and moves it. */
  read(into: Uint8Array, file: OpenFile): number {
    const count = this.readAt(into, file.position);
    file.position += count;
    return count;
  }

  /** Writes at the description's position and moves it. */
  write(from: Uint8Array, file: OpenFile): number {
    const count = this.writeAt(from, file.position);
    file.position += count;
    return count;
  }

  /** Reads at a position. */
  readAt(into: Uint8Array, offset: number): number {
    const found = this.#bytes.subarray(Math.min(offset, this.#length), Math.min(offset + into.length, this.#length));
    into.set(found);
    return found.length;
  }

  /** Writes at a position; between the old end and that position there are zeros. */
  writeAt(from: Uint8Array, offset: number): number {
    if (from.length === 0) return 0;
    const end = offset + from.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(from, offset);
    this.#length = Math.max(this.#length, end);
    return from.length;
  }

  /** Nothing outlives it. */
  release(): void {}
}
