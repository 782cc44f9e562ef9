/**
 * Looks inside a kernel after each call, and records what is different: bytes and connections that wait, and ready lists.
 *
 * A look asks each open descriptor, so with many of them only those that the call named, their peers and the epoll instances
 * are asked: what a trace shows of the others may then be old. Linux, which cannot be looked into, is not asked at all.
 */
import type { Recorder } from "../trace/mod.ts";
import type { KernelInsight } from "./insight.ts";

/** With more descriptors open than this, not all of them are asked. */
const ALL_ASKED = 32;

/** What it is told of a descriptor. */
export interface WatchedDescriptor {
  /** What is behind it, in words. */
  readonly what: string;
}

/** The watch. */
export class InsideWatch {
  readonly #inside: Partial<KernelInsight>;
  readonly #record: Recorder["record"];
  readonly #open: ReadonlyMap<number, WatchedDescriptor>;
  readonly #peers: ReadonlyMap<number, number>;
  /** What was last recorded: bytes or connections that wait at a descriptor, and the ready list of each epoll instance. */
  readonly #counts = new Map<number, number>();
  readonly #readyLists = new Map<number, readonly number[]>();

  /** `open` and `peers` are kept by whoever follows the calls. */
  constructor(
    kernel: object,
    { record, open, peers }: Pick<Recorder, "record"> & {
      readonly open: ReadonlyMap<number, WatchedDescriptor>;
      readonly peers: ReadonlyMap<number, number>;
    },
  ) {
    this.#inside = kernel;
    this.#record = record;
    this.#open = open;
    this.#peers = peers;
  }

  /** Records what has changed since the last look, after a call that named these numbers. */
  look(named: readonly number[]): void {
    if (this.#inside.readyList === undefined) return;
    if (this.#open.size <= ALL_ASKED) {
      for (const fd of this.#open.keys()) this.#lookAt(fd);
      return;
    }
    for (const fd of named) {
      this.#lookAt(fd);
      const peer = this.#peers.get(fd);
      if (peer !== undefined) this.#lookAt(peer);
    }
    for (const epoll of this.#readyLists.keys()) this.#lookAt(epoll);
  }

  /** The number is free, and may soon mean another descriptor. */
  forget(fd: number): void {
    this.#counts.delete(fd);
    this.#readyLists.delete(fd);
  }

  #lookAt(fd: number): void {
    const what = this.#open.get(fd)?.what;
    if (what === undefined) return;
    if (what === "epoll") return this.#lookAtReadyList(fd);
    const isListening = what === "listening socket";
    const count = (isListening ? this.#inside.unaccepted?.(fd) : this.#inside.unread?.(fd)) ?? 0;
    if (count === (this.#counts.get(fd) ?? 0)) return;
    this.#counts.set(fd, count);
    if (isListening) this.#record({ kind: "queue-length", queue: `accept queue of ${fd}`, length: count });
    else this.#record({ kind: "bytes-unread", descriptor: fd, bytes: count });
  }

  /**
   * A wait has taken these from the head of the ready list. Who is woken by something outside finds it there and takes it in
   * one call: only from what it took can be said what was in the list in between.
   */
  taken(epoll: number, reported: readonly number[]): void {
    if (this.#inside.readyList === undefined) return;
    const left = this.#inside.readyList(epoll).filter((fd) => !reported.includes(fd));
    this.#noteReadyList(epoll, [...reported, ...left]);
  }

  #lookAtReadyList(epoll: number): void {
    this.#noteReadyList(epoll, this.#inside.readyList!(epoll));
  }

  #noteReadyList(epoll: number, descriptors: readonly number[]): void {
    const before = this.#readyLists.get(epoll) ?? [];
    this.#readyLists.set(epoll, descriptors);
    if (descriptors.length === before.length && descriptors.every((fd, index) => fd === before[index])) return;
    this.#record({ kind: "ready-list", epoll, descriptors });
  }
}
