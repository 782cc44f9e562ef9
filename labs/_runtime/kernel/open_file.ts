/**
 * The open file description: what a descriptor stands for.
 *
 * Three layers, of which programs see only the first. A descriptor is a number in a process's table. It leads to an open file
 * description, which holds the position and the O_NONBLOCK flag, and which `dup` and `fork` share. That leads to the object:
 * the pipe, the socket, the timer. Most surprises of epoll come from its registering the middle one.
 *
 * Left out: the read and write permissions of the description (each object here knows what it allows).
 */
import type { Returned } from "./errno.ts";
import type { WaitQueue } from "./wait_queue.ts";

/** What can be behind an open file description. */
export interface FileObject {
  /** Where watchers wait; `null` for a regular file, for which nobody can wait. */
  readonly queue: WaitQueue | null;
  /** Bytes that reads could take now, where bytes wait. */
  readonly unread?: number;
  /** Of the threads that wait to read or to write, an event wakes one; left out: all. */
  readonly wakesOne?: true;
  /** Which events hold now. */
  poll(): number;
  /** Reads without waiting: EAGAIN when it would have to. */
  read(into: Uint8Array, file: OpenFile): Returned<number>;
  /** Writes without waiting: as much as there is room for, or EAGAIN. */
  write(from: Uint8Array, file: OpenFile): Returned<number>;
  /** The last descriptor is closed. */
  release(): void;
}

/** A registration with an epoll instance, as the description sees it: something to end when the description ends. */
export interface Registration {
  /** Forgets the registration. */
  end(): void;
}

/** An open file description. */
export class OpenFile {
  /** The object. */
  readonly object: FileObject;
  /** O_NONBLOCK. Shared by all copies of the descriptor: to set it on one is to set it on all. */
  nonblocking: boolean;
  /** Position of the next read or write in a regular file. */
  position = 0;
  /** How many descriptors lead here. */
  #descriptors = 0;
  /** Epoll registrations, which end with the description and not with the descriptor that was registered. */
  readonly registrations = new Set<Registration>();

  /** A description that no descriptor leads to yet. */
  constructor(object: FileObject, nonblocking: boolean) {
    this.object = object;
    this.nonblocking = nonblocking;
  }

  /** One more descriptor leads here. */
  hold(): void {
    this.#descriptors += 1;
  }

  /** One fewer; with the last, registrations end first, so that the object's own end wakes no watcher of itself. */
  drop(): void {
    this.#descriptors -= 1;
    if (this.#descriptors > 0) return;
    for (const registration of this.registrations) registration.end();
    this.object.release();
  }
}
