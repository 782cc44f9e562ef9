/**
 * One entry of an interest list: which descriptor of which description, what is asked of it, and the program's own word.
 *
 * The entry is the waiter that stands in the object's queue. It ends when it is removed, when the epoll instance ends, or when
 * the description ends: not when the descriptor that was registered is closed, if another one still leads to the
 * description. Then events go on under a number that is free or means something else, and no call can remove the entry,
 * because EPOLL_CTL_DEL finds entries by descriptor. Remove first, then close.
 */
import { EPOLLET, EPOLLEXCLUSIVE, EPOLLONESHOT, has } from "./flags.ts";
import type { OpenFile, Registration } from "./open_file.ts";
import type { Waiter } from "./wait_queue.ts";

/** Bits that say how to report, not what. */
const MANNER = EPOLLET | EPOLLEXCLUSIVE | EPOLLONESHOT;

/** The instance that an entry belongs to, as the entry sees it. */
export interface EntryOwner {
  /** Something that was asked for happened. True when that woke a thread. */
  append(entry: EpollEntry): boolean;
  /** The entry is over. */
  remove(entry: EpollEntry): void;
}

/** What an entry is made of. */
export interface EntryParts {
  readonly owner: EntryOwner;
  readonly file: OpenFile;
  readonly fd: number;
  readonly events: number;
  readonly data: number;
}

/** The entry. */
export class EpollEntry implements Waiter, Registration {
  /** The description: half of the key. */
  readonly file: OpenFile;
  /** The descriptor that it was registered by: the other half. */
  readonly fd: number;
  /** What is asked for, and how. */
  events: number;
  /** The program's own word. */
  data: number;
  readonly exclusive: boolean;
  /** The instance. */
  readonly owner: EntryOwner;

  /** Begins to listen. */
  constructor({ owner, file, fd, events, data }: EntryParts) {
    this.owner = owner;
    this.file = file;
    this.fd = fd;
    this.events = events;
    this.data = data;
    this.exclusive = has(events, EPOLLEXCLUSIVE);
    file.registrations.add(this);
    file.object.queue?.add(this);
  }

  /** Reports when something happened, not while it is so. */
  get edgeTriggered(): boolean {
    return has(this.events, EPOLLET);
  }

  /** Reports once. */
  get oneShot(): boolean {
    return has(this.events, EPOLLONESHOT);
  }

  /** After its one report: asks for nothing, not even for errors, until it is modified. */
  disable(): void {
    this.events &= MANNER;
  }

  /** Which of the events that are asked for hold now. */
  ready(): number {
    return this.file.object.poll() & this.events;
  }

  wake(events: number): boolean {
    const wanted = this.events & ~MANNER;
    if (wanted === 0 || events !== 0 && !has(events, wanted)) return false;
    return this.owner.append(this);
  }

  end(): void {
    this.file.registrations.delete(this);
    this.file.object.queue?.remove(this);
    this.owner.remove(this);
  }
}
