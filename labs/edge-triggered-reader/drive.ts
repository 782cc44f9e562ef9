/** Lets depots send through the model kernel, some without a pause, and logs what the learner's reader takes of whom, and when. */
import {
  createModelKernel,
  EPOLL_CTL_DEL,
  EPOLLET,
  has,
  isErrno,
  type Kernel,
  type ModelKernel,
  must,
  O_NONBLOCK,
  recordKernel,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** What one depot sends: all of a message at once, as far as there is room for it, and the rest as room is made. */
export interface Depot {
  readonly name: string;
  readonly sends: readonly {
    readonly atMs: number;
    readonly bytes: number;
    /** Not at a moment, but when the reader has read so many times from the depots that never pause. */
    readonly afterReads?: number;
  }[];
  /** It hangs up with its last byte; else some time later. */
  readonly hangsUpAtOnce: boolean;
}

export interface Input {
  readonly depots: readonly Depot[];
}

/** Something that happened, in order. `depot` is an index of `Input.depots`. */
export type Entry =
  /** Bytes came to lie in the reader's socket. */
  | { readonly did: "arrived"; readonly depot: number; readonly bytes: number; readonly atMs: number }
  /** The reader handed bytes on. */
  | { readonly did: "taken"; readonly depot: number; readonly bytes: number; readonly atMs: number }
  | { readonly did: "hung up"; readonly depot: number; readonly atMs: number }
  | { readonly did: "closed"; readonly depot: number; readonly atMs: number }
  | { readonly did: "looked"; readonly atMs: number };

/** How the run ended: a reader returns when the last depot has hung up. */
export type Ending =
  | { readonly how: "returned" }
  | { readonly how: "waits"; readonly call: string }
  | { readonly how: "threw"; readonly error: string }
  | { readonly how: "spins"; readonly calls: number };

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly log: readonly Entry[];
    readonly ending: Ending;
    /** Depots that were registered without EPOLLET. */
    readonly levelTriggered: readonly number[];
    /** The first depot whose bytes came in another order, or are not its own. */
    readonly mixedUp: number | null;
    /** Calls of epoll_wait that brought nothing. */
    readonly vainLooks: number;
  };

interface Learner {
  readonly readDepots?: (
    kernel: Kernel,
    depots: readonly number[],
    received: (depot: number, bytes: Uint8Array) => void,
  ) => unknown;
}

const NS_PER_MS = 1_000_000;
/** A reader with a buffer of 4 KiB needs a fraction of it. */
const MOST_CALLS = 6_000;
/** So long after its last message a depot hangs up that is in no hurry. */
const PAUSE_MS = 40;

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  if (typeof learner.readDepots !== "function") return { kind: "not-exported" };
  return read(learner, input, tools) as unknown as Json;
}

/** Three depots, one of which has more to say than fits in one read. */
export function example(learner: Learner, tools: DriveTools): void {
  if (typeof learner.readDepots !== "function") throw new TypeError("lab.ts exports no function `readDepots`");
  const depots: Depot[] = [
    { name: "Ghent", sends: [{ atMs: 10, bytes: 10_000 }, { atMs: 60, bytes: 300 }], hangsUpAtOnce: false },
    { name: "Lille", sends: [{ atMs: 20, bytes: 500 }], hangsUpAtOnce: false },
    { name: "Venlo", sends: [{ atMs: 30, bytes: 700 }], hangsUpAtOnce: true },
  ];
  const observation = read(learner, { depots }, tools);
  if (observation.kind !== "ran") return;
  for (const entry of observation.log) {
    if (entry.did === "looked") continue;
    const bytes = "bytes" in entry ? ` ${entry.bytes} bytes` : "";
    console.log(`${String(entry.atMs).padStart(3)} ms  ${depots[entry.depot]!.name}: ${entry.did}${bytes}`);
  }
  for (const [depot, { name }] of depots.entries()) {
    const sum = (did: string) =>
      observation.log.reduce(
        (bytes, entry) => entry.did === did && "bytes" in entry && entry.depot === depot ? bytes + entry.bytes : bytes,
        0,
      );
    console.log(`${name} sent ${sum("arrived")} bytes, of which ${sum("taken")} were handed on`);
  }
  console.log(`the end: ${endingWords(observation.ending)}`);
}

/** Ends a run in which enough was seen. */
class Enough extends Error {}

/** One depot while it sends. */
interface Sender {
  readonly end: number;
  /** Bytes that found no room yet. */
  owed: number;
  sent: number;
  taken: number;
  /** Messages that it will still begin. */
  toCome: number;
  gone: boolean;
}

function read(learner: Learner, { depots }: Input, tools: Pick<DriveTools, "record" | "traceOn">): Observation {
  const model = createModelKernel();
  tools.traceOn({ nowNs: model.clockGettime });
  const nowMs = () => model.clockGettime() / NS_PER_MS;
  const log: Entry[] = [];
  const fds: number[] = [];
  const senders = depots.map(({ sends }): Sender => {
    const [ours, theirs] = must(model.socketpair(O_NONBLOCK));
    fds[fds.length] = ours;
    return { end: theirs, owed: 0, sent: 0, taken: 0, toCome: sends.length, gone: false };
  });
  const content = depots.map(({ sends }, depot) => contentOf(depot, sends.reduce((sum, { bytes }) => sum + bytes, 0)));
  const ownerOf = new Map(fds.map((fd, depot) => [fd, depot]));
  const levelTriggered: number[] = [];
  let [calls, vainLooks, readsOfPauseless] = [0, 0, 0];
  let mixedUp: number | null = null;

  /** Sends as much as there is room for; hangs up behind the last byte of a depot in a hurry. */
  function push(depot: number): void {
    const sender = senders[depot]!;
    if (sender.gone) return;
    if (sender.owed > 0) {
      const written = model.write(sender.end, content[depot]!.subarray(sender.sent, sender.sent + sender.owed));
      if (!isErrno(written)) {
        sender.owed -= written;
        sender.sent += written;
        log[log.length] = { did: "arrived", depot, bytes: written, atMs: nowMs() };
      }
    }
    if (sender.owed > 0 || sender.toCome > 0) return;
    if (depots[depot]!.hangsUpAtOnce) hangUp(depot);
    else model.at(model.clockGettime() + PAUSE_MS * NS_PER_MS, () => hangUp(depot));
  }

  function hangUp(depot: number): void {
    if (senders[depot]!.gone) return;
    senders[depot]!.gone = true;
    model.close(senders[depot]!.end);
    log[log.length] = { did: "hung up", depot, atMs: nowMs() };
  }

  function begin(depot: number, bytes: number): void {
    senders[depot]!.toCome -= 1;
    senders[depot]!.owed += bytes;
    push(depot);
  }

  /** Messages that wait for a number of reads. */
  const onReads: { readonly reads: number; readonly begin: () => void }[] = [];
  depots.forEach(({ sends }, depot) => {
    for (const { atMs, bytes, afterReads } of sends) {
      if (afterReads === undefined) model.at(atMs * NS_PER_MS, () => begin(depot, bytes));
      else onReads[onReads.length] = { reads: afterReads, begin: () => begin(depot, bytes) };
    }
  });
  const pauseless = new Set(depots.keys().filter((depot) => depots[depot]!.sends.some(({ bytes }) => bytes > ROOM)));

  const kernel = recordKernel(model, tools);
  const watched: Kernel = { ...kernel, ...watchedCalls() };

  function watchedCalls(): Pick<ModelKernel, "read" | "epollWait" | "epollCtl" | "close" | "clockGettime"> {
    return {
      read(fd, into) {
        count();
        const taken = kernel.read(fd, into);
        const depot = ownerOf.get(fd);
        if (depot === undefined) return taken;
        push(depot);
        if (pauseless.has(depot)) {
          readsOfPauseless += 1;
          for (const message of onReads) if (message.reads === readsOfPauseless) message.begin();
        }
        return taken;
      },
      epollWait(epfd, maxEvents, timeoutMs) {
        count();
        log[log.length] = { did: "looked", atMs: nowMs() };
        const events = kernel.epollWait(epfd, maxEvents, timeoutMs);
        if (!isErrno(events) && events.length === 0) vainLooks += 1;
        return events;
      },
      epollCtl(epfd, op, fd, event) {
        count();
        const depot = ownerOf.get(fd);
        if (op !== EPOLL_CTL_DEL && depot !== undefined && !has(event?.events ?? 0, EPOLLET)) {
          levelTriggered[levelTriggered.length] = depot;
        }
        return kernel.epollCtl(epfd, op, fd, event);
      },
      close(fd) {
        count();
        const closed = kernel.close(fd);
        const depot = ownerOf.get(fd);
        if (isErrno(closed) || depot === undefined) return closed;
        ownerOf.delete(fd);
        log[log.length] = { did: "closed", depot, atMs: nowMs() };
        return closed;
      },
      clockGettime() {
        count();
        return kernel.clockGettime();
      },
    };
  }

  function count(): void {
    calls += 1;
    if (calls > MOST_CALLS) throw new Enough();
  }

  function received(fd: number, bytes: Uint8Array): void {
    const depot = ownerOf.get(fd);
    if (depot === undefined) throw new RangeError(`received(${fd}, …): no depot is open under this number`);
    const sender = senders[depot]!;
    const right = content[depot]!;
    for (let index = 0; index < bytes.length; index++) {
      if (bytes[index] !== right[sender.taken + index]) mixedUp ??= depot;
    }
    sender.taken += bytes.length;
    log[log.length] = { did: "taken", depot, bytes: bytes.length, atMs: nowMs() };
  }

  const ending = endOf(() => learner.readDepots!(watched, fds, received), () => calls);
  return { kind: "ran", log, ending, levelTriggered, mixedUp, vainLooks };
}

/** No socket holds so much: who sends more goes on sending as it is read. */
const ROOM = 220_000;

/** All that a depot sends: every depot has its own sequence of bytes. */
function contentOf(depot: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = index * 31 + depot * 7 + (index >> 8);
  return bytes;
}

function endOf(run: () => unknown, calls: () => number): Ending {
  try {
    run();
    return { how: "returned" };
  } catch (thrown) {
    if (thrown instanceof WaitsForEver) return { how: "waits", call: thrown.call };
    if (thrown instanceof Enough) return { how: "spins", calls: calls() };
    return { how: "threw", error: describe(thrown) };
  }
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "the reader returned";
    case "waits":
      return `the reader waits in ${ending.call}, and nothing will ever wake it`;
    case "threw":
      return ending.error;
    case "spins":
      return `stopped after ${ending.calls} calls`;
  }
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
