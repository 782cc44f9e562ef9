/** Lets scanners connect, speak and hang up in the model kernel's time, and logs what the learner's server does about it. */
import {
  createModelKernel,
  isErrno,
  type Kernel,
  must,
  recordKernel,
  type Returned,
  type SelectSets,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** A hand-held scanner in a depot. */
export interface Scanner {
  readonly name: string;
  readonly connectsMs: number;
  readonly says: readonly { readonly atMs: number; readonly text: string }[];
  /** `null` for one that stays. */
  readonly hangsUpMs: number | null;
}

export interface Input {
  readonly scanners: readonly Scanner[];
  /** How many descriptors are open for other things before the server begins. */
  readonly openBefore: number;
}

/** What the server did, in order; `scanner` is an index of `Input.scanners`. */
export type Entry =
  | { readonly did: "accepted"; readonly scanner: number; readonly fd: number; readonly atMs: number }
  | { readonly did: "heard"; readonly scanner: number; readonly text: string; readonly atMs: number }
  | { readonly did: "closed"; readonly scanner: number; readonly atMs: number };

/** How the run ended: a server goes on for ever, so the good end is to wait in `select` with nobody left to speak. */
export type Ending =
  | { readonly how: "waits"; readonly call: string }
  | { readonly how: "returned" }
  | { readonly how: "threw"; readonly error: string }
  /** The last thing that `select` gave back. */
  | { readonly how: "spins"; readonly calls: number; readonly lastSelect: string };

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly log: readonly Entry[];
    readonly ending: Ending;
    readonly selects: number;
    /** Calls of `read` that found nothing. */
    readonly vainReads: number;
    /** Calls of `close` for a number that was not open. */
    readonly badCloses: number;
    /** Names of other calls that wait for many descriptors. */
    readonly others: readonly string[];
  };

interface Learner {
  readonly serveScanners?: (
    kernel: Kernel,
    listener: number,
    received: (scanner: number, bytes: Uint8Array) => void,
  ) => unknown;
}

const NS_PER_MS = 1_000_000;
/** A server that sleeps between events needs a fraction of it. */
const MOST_CALLS = 4_000;
const NAME = "scanners";

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  if (typeof learner.serveScanners !== "function") return { kind: "not-exported" };
  return serve(learner, input, tools).observation as unknown as Json;
}

/** A small depot, in words; then how many descriptors the kernel asks for each scan, as the depot grows. */
export function example(learner: Learner, tools: DriveTools): void {
  if (typeof learner.serveScanners !== "function") throw new TypeError("lab.ts exports no function `serveScanners`");
  const small = serve(learner, { scanners: SMALL, openBefore: 0 }, tools).observation;
  if (small.kind !== "ran") return;
  for (const entry of small.log) {
    const who = `${String(entry.atMs).padStart(3)} ms  ${SMALL[entry.scanner]!.name.padEnd(8)}`;
    if (entry.did === "heard") console.log(`${who} says "${entry.text.trim()}"`);
    else console.log(`${who} ${entry.did}`);
  }
  console.log(`then: ${endingWords(small.ending)}\n`);
  if (small.ending.how !== "waits" || small.ending.call !== "select") return;
  const silent = { record: () => {}, traceOn: () => {} };
  for (const scanners of [10, 100, 500]) {
    const { asked } = serve(learner, { scanners: crowd(scanners), openBefore: 0 }, silent);
    const each = Math.round(asked / CROWD_SAYS);
    console.log(
      `${String(scanners).padStart(3)} connected: ${String(each).padStart(4)} descriptors asked for each scan`,
    );
  }
}

const SMALL: readonly Scanner[] = [
  { name: "Ghent 1", connectsMs: 0, says: [], hangsUpMs: 90 },
  { name: "Ghent 2", connectsMs: 10, says: [{ atMs: 30, text: "P-1042 in\n" }], hangsUpMs: null },
  {
    name: "Lille 1",
    connectsMs: 20,
    says: [{ atMs: 40, text: "P-2077 out\n" }, { atMs: 60, text: "P-2078 out\n" }],
    hangsUpMs: 80,
  },
];

const CROWD_SAYS = 20;

/** All there from the start; one of them speaks. */
function crowd(scanners: number): Scanner[] {
  return Array.from({ length: scanners }, (_, index) => ({
    name: `scanner ${index + 1}`,
    connectsMs: 0,
    says: index > 0 ? [] : Array.from({ length: CROWD_SAYS }, (_, turn) => ({ atMs: 100 + turn, text: "P-1042 in\n" })),
    hangsUpMs: null,
  }));
}

/** Ends a run in which enough was seen. */
class Enough extends Error {}

type Tools = Pick<DriveTools, "record" | "traceOn">;

/** Runs the server; `asked` is how many descriptors the kernel asked from the last arrival to the last word. */
function serve(learner: Learner, { scanners, openBefore }: Input, tools: Tools) {
  const model = createModelKernel({ maxDescriptors: 4_096 });
  tools.traceOn({ nowNs: model.clockGettime });
  const nowMs = () => model.clockGettime() / NS_PER_MS;
  for (let opened = 0; opened < openBefore; opened++) must(model.eventfd(0, 0));
  const ends = scanners.map(() => must(model.socket(0)));
  const listener = must(model.socket(0));
  must(model.bind(listener, NAME));
  must(model.listen(listener, scanners.length));
  /** In the order in which they connected: the server accepts them in the same. */
  const connected: number[] = [];
  scanners.forEach(({ connectsMs, says, hangsUpMs }, index) => {
    const end = ends[index]!;
    model.at(connectsMs * NS_PER_MS, () => {
      must(model.connect(end, NAME));
      connected[connected.length] = index;
    });
    for (const { atMs, text } of says) {
      // What a refused scanner says is lost on it alone.
      model.at(atMs * NS_PER_MS, () => void model.write(end, new TextEncoder().encode(text)));
    }
    if (hangsUpMs !== null) model.at(hangsUpMs * NS_PER_MS, () => void model.close(end));
  });

  const log: Entry[] = [];
  const others: string[] = [];
  const owners = new Map<number, number>();
  let [accepts, calls, selects, vainReads, badCloses] = [0, 0, 0, 0, 0];
  let lastSelect = "nothing yet";
  let [askedFrom, askedTo]: [number | null, number] = [null, 0];
  /** After this nothing happens any more: a limit that runs out then would run out for ever. */
  const lastMs = Math.max(...scanners.flatMap(({ connectsMs, says, hangsUpMs }) => [
    connectsMs,
    hangsUpMs ?? 0,
    ...says.map(({ atMs }) => atMs),
  ]));
  const kernel = recordKernel(model, tools);

  function counted<Arguments extends unknown[], Result>(call: (...given: Arguments) => Result) {
    return (...given: Arguments): Result => {
      calls += 1;
      if (calls > MOST_CALLS) throw new Enough();
      return call(...given);
    };
  }

  const watched: Kernel = {
    ...kernel,
    select: counted((sets, timeoutMs) => {
      selects += 1;
      if (accepts === scanners.length) askedFrom ??= model.asked;
      const ready = kernel.select(sets, timeoutMs);
      if (timeoutMs > 0 && isEmpty(ready) && nowMs() > lastMs) throw new WaitsForEver("select");
      lastSelect = isErrno(ready) ? ready : `${ready.read.length} to read and ${ready.write.length} to write`;
      return ready;
    }),
    poll: counted((entries, timeoutMs) => {
      others[others.length] = "poll";
      return kernel.poll(entries, timeoutMs);
    }),
    epollWait: counted((epfd, maxEvents, timeoutMs) => {
      others[others.length] = "epoll_wait";
      return kernel.epollWait(epfd, maxEvents, timeoutMs);
    }),
    accept4: counted((fd, flags) => {
      const accepted = kernel.accept4(fd, flags);
      if (isErrno(accepted)) return accepted;
      const scanner = connected[accepts]!;
      accepts += 1;
      owners.set(accepted, scanner);
      log[log.length] = { did: "accepted", scanner, fd: accepted, atMs: nowMs() };
      return accepted;
    }),
    read: counted((fd, into) => {
      const count = kernel.read(fd, into);
      if (isErrno(count)) vainReads += 1;
      return count;
    }),
    close: counted((fd) => {
      const closed = kernel.close(fd);
      const scanner = owners.get(fd);
      if (isErrno(closed)) badCloses += 1;
      if (isErrno(closed) || scanner === undefined) return closed;
      owners.delete(fd);
      log[log.length] = { did: "closed", scanner, atMs: nowMs() };
      return closed;
    }),
    clockGettime: counted(() => kernel.clockGettime()),
  };

  function received(fd: number, bytes: Uint8Array): void {
    const scanner = owners.get(fd);
    if (scanner === undefined) throw new RangeError(`received(${fd}, …): no scanner is connected under this number`);
    askedTo = model.asked;
    log[log.length] = { did: "heard", scanner, text: new TextDecoder().decode(bytes), atMs: nowMs() };
  }

  const ending = endOf(() => learner.serveScanners!(watched, listener, received), () => ({ calls, lastSelect }));
  const observation: Observation = { kind: "ran", log, ending, selects, vainReads, badCloses, others };
  return { observation, asked: askedTo - (askedFrom ?? 0) };
}

function isEmpty(ready: Returned<SelectSets>): boolean {
  return !isErrno(ready) && ready.read.length + ready.write.length + ready.except.length === 0;
}

function endOf(run: () => unknown, spinning: () => { calls: number; lastSelect: string }): Ending {
  try {
    run();
    return { how: "returned" };
  } catch (thrown) {
    if (thrown instanceof WaitsForEver) return { how: "waits", call: thrown.call };
    if (thrown instanceof Enough) return { how: "spins", ...spinning() };
    return { how: "threw", error: describe(thrown) };
  }
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "waits":
      return `the server waits in ${ending.call}, and nobody is left to say anything`;
    case "returned":
      return "the server returned";
    case "threw":
      return ending.error;
    case "spins":
      return `stopped after ${ending.calls} calls; the last select gave ${ending.lastSelect}`;
  }
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
