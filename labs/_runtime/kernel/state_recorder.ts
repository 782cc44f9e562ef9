/**
 * Records what changes inside a kernel: what is open, what epoll instances watch, and, where the kernel can be looked into,
 * which descriptors are in the ready lists and how many bytes wait to be read (`inside_watch.ts`).
 *
 * What is open and what is watched follows from the calls and their results, on Linux as on the model: an entry of an
 * interest list ends with the open file description, which `dup` shares, and so not always with `close`.
 */
import { EPOLL_CTL_DEL, eventNames } from "./flags.ts";
import { InsideWatch } from "./inside_watch.ts";
import type { EpollEvent } from "./kernel.ts";
import type { RecordedRing } from "./recording_ring.ts";
import type { Ring } from "./ring.ts";
import type { Recorder } from "../trace/mod.ts";

/** An open file description, as far as it can be known from outside. */
interface Description {
  what: string;
  descriptors: number;
}

/** An entry of an interest list. */
interface Entry {
  readonly epoll: number;
  readonly fd: number;
  readonly description: Description;
}

/** Calls that return one descriptor → what it is. */
const MAKERS: { readonly [call: string]: string | undefined } = {
  accept4: "socket",
  epollCreate1: "epoll",
  eventfd: "eventfd",
  memfdCreate: "file",
  socket: "socket",
  timerfdCreate: "timer",
};

/** Sees the calls go by. */
export class StateRecorder {
  readonly #record: Recorder["record"];
  readonly #inside: InsideWatch;
  readonly #open = new Map<number, Description>();
  readonly #peers = new Map<number, number>();
  #entries: Entry[] = [];
  readonly #rings: RecordedRing[] = [];

  /** Nothing is known to be open. */
  constructor(kernel: object, { record }: Pick<Recorder, "record">) {
    this.#record = record;
    this.#inside = new InsideWatch(kernel, { record, open: this.#open, peers: this.#peers });
  }

  /** A call has come back. */
  returned(call: string, given: readonly unknown[], result: unknown): void {
    if (typeof result !== "string") this.#follow(call, given, result);
    this.look(given.filter((value) => typeof value === "number"));
  }

  /** Records what is different inside from when it was last looked at. */
  look(named: readonly number[] = []): void {
    for (const ring of this.#rings) ring.look();
    this.#inside.look(named);
  }

  /** A wait is about to return with these. */
  taken(epoll: number, descriptors: readonly number[]): void {
    this.#inside.taken(epoll, descriptors);
  }

  /** A ring to look at from now on; returns what the program is given. */
  watch(recorded: RecordedRing): Ring {
    this.#rings.push(recorded);
    return recorded.ring;
  }

  #follow(call: string, given: readonly unknown[], result: unknown): void {
    const [fd] = given as readonly number[];
    if (call === "ioUringSetup") return this.#opened((result as Ring).fd, { what: "io_uring", descriptors: 0 });
    const maker = MAKERS[call];
    if (maker !== undefined) this.#opened(result as number, { what: maker, descriptors: 0 });
    else if (call === "pipe2") {
      this.#openedPair(result as readonly [number, number], ["pipe, to read", "pipe, to write"]);
    } else if (call === "socketpair") this.#openedPair(result as readonly [number, number], ["socket", "socket"]);
    else if (call === "dup") this.#opened(result as number, this.#open.get(fd!) ?? { what: "copy", descriptors: 1 });
    else if (call === "close") this.#closed(fd!);
    else if (call === "listen") this.#listens(fd!);
    else if (call === "read" || call === "write") this.#known(fd!);
    else if (call === "epollCtl") this.#changed(given as readonly [number, number, number, EpollEvent | undefined]);
  }

  #opened(fd: number, description: Description, peer?: number): void {
    description.descriptors += 1;
    this.#open.set(fd, description);
    this.#record({
      kind: "descriptor-opened",
      descriptor: fd,
      what: description.what,
      ...(peer !== undefined && { peer }),
    });
  }

  #openedPair([one, other]: readonly [number, number], [what, otherWhat]: readonly [string, string]): void {
    this.#peers.set(one, other).set(other, one);
    this.#opened(one, { what, descriptors: 0 }, other);
    this.#opened(other, { what: otherWhat, descriptors: 0 }, one);
  }

  #listens(fd: number): void {
    const description = this.#known(fd);
    description.what = "listening socket";
    this.#record({ kind: "descriptor-opened", descriptor: fd, what: description.what });
  }

  #closed(fd: number): void {
    const description = this.#open.get(fd);
    this.#open.delete(fd);
    this.#inside.forget(fd);
    this.#record({ kind: "descriptor-closed", descriptor: fd });
    if (description === undefined || --description.descriptors > 0) return;
    for (const entry of this.#entries.filter((other) => other.description === description)) this.#ended(entry);
    this.#entries = this.#entries.filter(({ epoll, description: of }) => of !== description && epoll !== fd);
  }

  #changed([epoll, op, fd, event]: readonly [number, number, number, EpollEvent | undefined]): void {
    const description = this.#known(fd);
    this.#entries = this.#entries.filter((entry) => entry.epoll !== epoll || entry.fd !== fd);
    if (op === EPOLL_CTL_DEL) return this.#ended({ epoll, fd, description });
    this.#entries.push({ epoll, fd, description });
    this.#record({ kind: "interest-changed", epoll, descriptor: fd, events: eventNames(event?.events ?? 0) });
  }

  /** The description behind a number; one that was open before the recording began is noted when it is first heard of. */
  #known(fd: number): Description {
    const known = this.#open.get(fd) ?? { what: "", descriptors: 1 };
    this.#open.set(fd, known);
    return known;
  }

  #ended({ epoll, fd }: Entry): void {
    this.#record({ kind: "interest-changed", epoll, descriptor: fd, events: "" });
  }
}
