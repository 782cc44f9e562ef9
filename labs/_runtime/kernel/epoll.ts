/**
 * An epoll instance: an interest list, and a ready list of those entries that something happened to.
 *
 * The interest list is keyed by open file description and descriptor together. An entry leaves a waiter in its object's
 * queue; when that is woken with an event that was asked for, the entry goes to the tail of the ready list, and that is all.
 * What is really ready is found out by asking the object when somebody collects. So a wait costs what the ready list is
 * long, however many entries there are, and an entry can be in the ready list for nothing.
 *
 * Level-triggered entries go back to the tail when they have been reported, to be asked again next time: with few events a call,
 * everybody gets a turn. Edge-triggered ones do not. One-shot ones stay registered and ask for nothing.
 *
 * Threads that wait on the instance are woken one at a time, the one that came last first; who leaves something in the ready
 * list wakes the next. A level-triggered entry is always left there, so it can bring a second thread out for nothing.
 *
 * Follows fs/eventpoll.c. What it leaves out: the second list for what happens while events are copied out (nothing does
 * here), the limit on entries. Linux has the interest list in a red-black tree.
 */
import { EPOLLERR, EPOLLHUP, EPOLLIN } from "./flags.ts";
import { EpollEntry } from "./epoll_entry.ts";
import type { EpollEvent } from "./kernel.ts";
import type { FileObject, OpenFile } from "./open_file.ts";
import { WaitQueue } from "./wait_queue.ts";

/** Reported of every entry, asked for or not. */
const ALWAYS = EPOLLERR | EPOLLHUP;

/** The instance. It is an object with a descriptor itself, readable while an entry is ready, so that instances can nest. */
export class Epoll implements FileObject {
  readonly queue = new WaitQueue();
  /** Threads in epoll_wait. */
  readonly sleepers = new WaitQueue();
  readonly #interest = new Map<OpenFile, Map<number, EpollEntry>>();
  /** A set keeps its order, and an entry that is in it already keeps its place. */
  readonly #ready = new Set<EpollEntry>();
  /** Called for each object that is asked whether it is ready. */
  readonly #onAsk: () => void;

  /** An empty instance. */
  constructor(onAsk: () => void) {
    this.#onAsk = onAsk;
  }

  /** The entry for a descriptor of a description. */
  find(file: OpenFile, fd: number): EpollEntry | undefined {
    return this.#interest.get(file)?.get(fd);
  }

  /** All entries, in no order that means anything. */
  *entries(): Generator<EpollEntry> {
    for (const ofFile of this.#interest.values()) yield* ofFile.values();
  }

  /** The descriptors in the ready list, head first: for drawings and tests; no system call shows it. */
  get readyList(): readonly number[] {
    return Array.from(this.#ready, (entry) => entry.fd);
  }

  /** Registers; an object that is ready already is reported, on an edge too. */
  add(file: OpenFile, fd: number, { events, data }: EpollEvent): void {
    const entry = new EpollEntry({ owner: this, file, fd, events: events | ALWAYS, data });
    const ofFile = this.#interest.get(file);
    if (ofFile === undefined) this.#interest.set(file, new Map([[fd, entry]]));
    else ofFile.set(fd, entry);
    this.#listIfReady(entry);
  }

  /** Asks for something else. An entry in the ready list stays there: whether it is ready is found out later. */
  modify(entry: EpollEntry, { events, data }: EpollEvent): void {
    entry.events = events | ALWAYS;
    entry.data = data;
    this.#listIfReady(entry);
  }

  /** Forgets the entry. */
  remove(entry: EpollEntry): void {
    const ofFile = this.#interest.get(entry.file);
    ofFile?.delete(entry.fd);
    if (ofFile?.size === 0) this.#interest.delete(entry.file);
    this.#ready.delete(entry);
  }

  /** Something that was asked for happened to the entry's object. True when a thread slept here, and was woken. */
  append(entry: EpollEntry): boolean {
    this.#ready.add(entry);
    const woken = this.sleepers.wake(EPOLLIN);
    this.queue.wake(EPOLLIN);
    return woken;
  }

  /** Takes up to `maxEvents` from the head of the ready list, asking each object what holds now. */
  collect(maxEvents: number): EpollEvent[] {
    const collected: EpollEvent[] = [];
    let left = this.#ready.size;
    for (const entry of this.#ready) {
      // Entries that went back to the tail are not for this round.
      if (left-- === 0 || collected.length === maxEvents) break;
      this.#ready.delete(entry);
      const events = this.#ask(entry);
      if (events === 0) continue;
      collected.push({ events, data: entry.data });
      if (entry.oneShot) entry.disable();
      else if (!entry.edgeTriggered) this.#ready.add(entry);
    }
    if (this.#ready.size > 0) this.sleepers.wake(EPOLLIN);
    return collected;
  }

  /** Readable while any entry is ready. Entries at the head that are not ready after all are dropped on the way. */
  poll(): number {
    for (const entry of this.#ready) {
      if (this.#ask(entry) !== 0) return EPOLLIN;
      this.#ready.delete(entry);
    }
    return 0;
  }

  /** Events are collected by a call of their own. */
  read(): "EINVAL" {
    return "EINVAL";
  }

  /** See `read`. */
  write(): "EINVAL" {
    return "EINVAL";
  }

  /** Its entries end with it. */
  release(): void {
    for (const entry of [...this.entries()]) entry.end();
  }

  #listIfReady(entry: EpollEntry): void {
    if (this.#ask(entry) !== 0 && !this.#ready.has(entry)) this.append(entry);
  }

  #ask(entry: EpollEntry): number {
    this.#onAsk();
    return entry.ready();
  }
}
