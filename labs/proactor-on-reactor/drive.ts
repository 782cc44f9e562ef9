/** Begins operations through the learner's proactor, lets depots send and read in the model's time, and logs what completes when. */
import {
  createModelKernel,
  isErrno,
  type Kernel,
  type ModelKernel,
  O_NONBLOCK,
  recordKernel,
  type Returned,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** The other end of a connection. */
export interface Depot {
  readonly name: string;
  /** In the order of their moments. */
  readonly sends: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly hangsUpAtMs: number | null;
  /** Reads so many bytes so often, from a moment on. */
  readonly reads: { readonly fromMs: number; readonly everyMs: number; readonly bytes: number } | null;
}

/** Something that the program does: at the start, or in the handler of the operation `after`. */
export interface Action {
  readonly do: "read" | "write" | "cancel" | "post" | "read file" | "write file" | "replace";
  /** Index of the depot; `replace` closes its connection and opens one to the depot `by`. */
  readonly depot: number;
  readonly bytes: number;
  readonly after: number | null;
  readonly by?: number;
}

export interface Input {
  readonly depots: readonly Depot[];
  readonly actions: readonly Action[];
}

/** One operation of `Input.actions`. */
export interface Log {
  readonly action: number;
  readonly begunMs: number;
  /** `null` when its handler was never called. */
  readonly completed: {
    readonly atMs: number;
    readonly result: Json;
    /** Who called the handler. */
    readonly by: "run" | "the call that began it" | "another handler" | "cancel" | "nobody that should";
    readonly times: number;
    /** A write: how many of its bytes the kernel had taken by then. */
    readonly written: number;
  } | null;
  /** The bytes in the buffer of a read are those that were sent, from the place on at which the last one ended. */
  readonly right: boolean;
  readonly traceAt: number;
}

export type Ending =
  | { readonly how: "returned" }
  | { readonly how: "waits"; readonly call: string }
  | { readonly how: "threw"; readonly error: string }
  | { readonly how: "spins"; readonly calls: number; readonly atMs: number };

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly log: readonly Log[];
    readonly ending: Ending;
    /** Of each depot: the bytes that reached it, and whether they are the ones that were written to it. */
    readonly received: readonly { readonly bytes: number; readonly right: boolean }[];
    /** Times that epoll_wait reported something, and nothing was read or written after it. */
    readonly vain: number;
  };

interface Learner {
  readonly Proactor?: unknown;
}

type Done = (result: unknown) => void;

interface LearnersProactor {
  read(fd: number, buffer: Uint8Array, done: Done): void;
  write(fd: number, bytes: Uint8Array, done: Done): void;
  post(handler: () => void): void;
  cancel(fd: number): void;
  run(): void;
}

const NS_PER_MS = 1_000_000;
/** The largest input needs some 200. */
const MOST_CALLS = 600;
/** To find the learner's line takes time, and a trace of so much is not looked at. */
const MOST_RECORDED = 200;
/** Names the file's sequence of bytes. */
const FILE = 500;

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  if (typeof learner.Proactor !== "function") return { kind: "not-exported" };
  return new Run(learner.Proactor as new (kernel: Kernel) => LearnersProactor, input, tools)
    .observe() as unknown as Json;
}

/** Two depots that send, and one that reads slowly. */
export function example(learner: Learner, tools: DriveTools): void {
  if (typeof learner.Proactor !== "function") throw new TypeError("lab.ts exports no class `Proactor`");
  const quiet = { sends: [], hangsUpAtMs: null, reads: null };
  const depots: Depot[] = [
    { ...quiet, name: "Ghent", sends: [{ atMs: 10, bytes: 300 }, { atMs: 30, bytes: 200 }] },
    { ...quiet, name: "Lille", sends: [{ atMs: 20, bytes: 700 }], hangsUpAtMs: 40 },
    { ...quiet, name: "Venlo", reads: { fromMs: 5, everyMs: 10, bytes: 100_000 } },
  ];
  const actions: Action[] = [
    { do: "read", depot: 0, bytes: 1_024, after: null },
    { do: "read", depot: 1, bytes: 512, after: null },
    { do: "write", depot: 2, bytes: 500_000, after: null },
    { do: "read", depot: 0, bytes: 1_024, after: 0 },
    { do: "read", depot: 1, bytes: 512, after: 1 },
    { do: "read", depot: 1, bytes: 512, after: 4 },
  ];
  const Proactor = learner.Proactor as new (kernel: Kernel) => LearnersProactor;
  const { log, ending } = new Run(Proactor, { depots, actions }, tools).observe();
  for (const { action, begunMs, completed } of log) {
    const { do: what, depot, bytes } = actions[action]!;
    const end = completed === null ? "never completed" : `${completed.atMs} ms: ${completed.result}`;
    const by = completed === null || completed.by === "run" ? "" : ` (called by ${completed.by})`;
    console.log(`${depots[depot]!.name}  ${what} ${bytes}`.padEnd(22) + `${begunMs} ms → ${end}${by}`);
  }
  console.log(`the end: ${endingWords(ending)}`);
}

/** Ends a run in which enough was seen. */
class Enough extends Error {}

/** One connection, as the program and its depot have it. */
interface Connection {
  ours: number;
  theirs: number;
  /** Bytes that were read by completed reads; that the program wrote; that reached the depot. */
  read: number;
  written: number;
  received: number;
  receivedRight: boolean;
}

/** An entry that may still change. */
type OpenLog = Log & { completed: Log["completed"]; right: boolean };

/** What of the learner's code is at work. */
type Inside = "run" | "begin" | "cancel" | "handler";

class Run {
  readonly #Proactor: new (kernel: Kernel) => LearnersProactor;
  readonly #input: Input;
  readonly #tools: Pick<DriveTools, "record" | "traceOn">;
  readonly #model: ModelKernel;
  readonly #connections: Connection[] = [];
  readonly #log: OpenLog[] = [];
  #file = -1;
  #recorded = 0;
  #calls = 0;
  #vain = 0;
  #reported = false;
  /** What of the learner's is on the stack, innermost last. */
  readonly #inside: Inside[] = [];

  constructor(
    Proactor: new (kernel: Kernel) => LearnersProactor,
    input: Input,
    tools: Pick<DriveTools, "record" | "traceOn">,
  ) {
    this.#Proactor = Proactor;
    this.#input = input;
    this.#tools = tools;
    this.#model = createModelKernel();
  }

  observe(): Extract<Observation, { readonly kind: "ran" }> {
    const { depots } = this.#input;
    const model = this.#model;
    this.#tools.traceOn({ nowNs: model.clockGettime });
    for (const depot of depots) this.#connections[this.#connections.length] = this.#connect(depot);
    this.#file = ok(model.memfdCreate());
    ok(model.pwrite(this.#file, contentOf(FILE, 100_000), 0));
    const kernel = this.#watched();
    const ending = this.#endOf(() => {
      const proactor = new this.#Proactor(kernel);
      this.#start(proactor, null);
      this.#within("run", () => proactor.run());
    });
    for (const [index, depot] of depots.entries()) if (depot.reads !== null) this.#receive(index, Infinity);
    return {
      kind: "ran",
      log: this.#log,
      ending,
      received: this.#connections.map(({ received, receivedRight }) => ({ bytes: received, right: receivedRight })),
      vain: this.#vain,
    };
  }

  /** Opens a connection, and lets its depot act in time. */
  #connect({ sends, hangsUpAtMs, reads }: Depot): Connection {
    const index = this.#connections.length;
    const model = this.#model;
    const [ours, theirs] = ok(model.socketpair(O_NONBLOCK));
    const content = contentOf(index, sends.reduce((sum, { bytes }) => sum + bytes, 0));
    let sent = 0;
    for (const { atMs, bytes } of sends) {
      const from = sent;
      sent += bytes;
      const send = () => void model.write(theirs, content.subarray(from, from + bytes));
      if (atMs <= this.#nowMs) send();
      else model.at(atMs * NS_PER_MS, send);
    }
    if (hangsUpAtMs !== null) model.at(hangsUpAtMs * NS_PER_MS, () => void model.close(theirs));
    if (reads !== null) {
      const again = (atMs: number) =>
        model.at(atMs * NS_PER_MS, () => {
          this.#receive(index, reads.bytes);
          if (atMs < 1_000) again(atMs + reads.everyMs);
        });
      again(reads.fromMs);
    }
    return { ours, theirs, read: 0, written: 0, received: 0, receivedRight: true };
  }

  /** The depot reads up to so many bytes. */
  #receive(index: number, most: number): void {
    const connection = this.#connections[index]!;
    const buffer = new Uint8Array(Math.min(most, 1_000_000));
    const count = this.#model.read(connection.theirs, buffer);
    if (isErrno(count)) return;
    for (let place = 0; place < count; place++) {
      const right = byteAt(1_000 + index, connection.received + place);
      if (buffer[place] !== right) connection.receivedRight = false;
    }
    connection.received += count;
  }

  /** Does what is to be done when `after` has completed. */
  #start(proactor: LearnersProactor, after: number | null): void {
    this.#input.actions.forEach((action, index) => {
      if (action.after === after) this.#act(proactor, action, index);
    });
  }

  #act(proactor: LearnersProactor, { do: what, depot, bytes, by }: Action, index: number): void {
    const connection = this.#connections[depot];
    if (connection === undefined) return;
    const fd = what.endsWith("file") ? this.#file : connection.ours;
    const entry: OpenLog = {
      action: index,
      begunMs: this.#nowMs,
      completed: null,
      right: true,
      traceAt: Math.min(this.#recorded, MOST_RECORDED - 1),
    };
    this.#log[this.#log.length] = entry;
    const finished = (check: (result: unknown) => number) => (result: unknown) =>
      this.#finish(entry, { proactor, result, written: check(result) });
    switch (what) {
      case "read":
      case "read file": {
        const buffer = new Uint8Array(bytes);
        const done = finished((result) => {
          if (typeof result !== "number") return 0;
          const from = what === "read" ? connection.read : 0;
          const right = contentOf(what === "read" ? depot : FILE, from + result).subarray(from);
          entry.right = right.every((byte, place) => byte === buffer[place]);
          if (what === "read") connection.read += result;
          return 0;
        });
        return this.#within("begin", () => proactor.read(fd, buffer, done));
      }
      case "write": {
        const from = connection.written;
        connection.written += bytes;
        const data = contentOf(1_000 + depot, connection.written).slice(from);
        const done = finished(() => Math.min(bytes, Math.max(0, this.#takenBy(fd) - from)));
        return this.#within("begin", () => proactor.write(fd, data, done));
      }
      case "write file":
        return this.#within("begin", () => proactor.write(fd, new Uint8Array(bytes), finished(() => bytes)));
      case "post":
        return this.#within(
          "begin",
          () => proactor.post(() => this.#finish(entry, { proactor, result: 0, written: 0 })),
        );
      case "cancel":
        this.#within("cancel", () => proactor.cancel(fd));
        entry.completed = { atMs: this.#nowMs, result: 0, by: "run", times: 1, written: 0 };
        return this.#start(proactor, index);
      case "replace": {
        this.#model.close(fd);
        this.#taken.delete(fd);
        const fresh = this.#connections[by ?? -1];
        if (fresh === undefined) return;
        // The lowest free number: the one that was closed.
        fresh.ours = ok(this.#model.dup(fresh.ours));
        entry.completed = { atMs: this.#nowMs, result: 0, by: "run", times: 1, written: 0 };
        return this.#start(proactor, index);
      }
    }
  }

  #finish(
    entry: OpenLog,
    { proactor, result, written }: {
      readonly proactor: LearnersProactor;
      readonly result: unknown;
      readonly written: number;
    },
  ): void {
    const inside = this.#inside.at(-1);
    const by = inside === "run"
      ? "run"
      : inside === "begin"
      ? "the call that began it"
      : inside === "cancel"
      ? "cancel"
      : inside === "handler"
      ? "another handler"
      : "nobody that should";
    const times = (entry.completed?.times ?? 0) + 1;
    const shown = typeof result === "number" || typeof result === "string" ? result : String(typeof result);
    entry.completed ??= { atMs: this.#nowMs, result: shown, by, times, written };
    if (times > 1) {
      entry.completed = { ...entry.completed, times };
      return;
    }
    this.#record({ kind: "printed", text: `${this.#input.actions[entry.action]!.do}: ${shown}` });
    this.#within("handler", () => this.#start(proactor, entry.action));
  }

  #within(what: Inside, act: () => void): void {
    const { length } = this.#inside;
    this.#inside[length] = what;
    try {
      act();
    } finally {
      this.#inside.length = length;
    }
  }

  get #nowMs(): number {
    return this.#model.clockGettime() / NS_PER_MS;
  }

  /** Bytes that the kernel has taken from the program, by descriptor. */
  readonly #taken = new Map<number, number>();

  #takenBy(fd: number): number {
    return this.#taken.get(fd) ?? 0;
  }

  /** The kernel as the learner's code has it. */
  #watched(): Kernel {
    const recorded = recordKernel(this.#model, { record: (event) => this.#record(event) });
    const kernel = () => this.#recorded < MOST_RECORDED ? recorded : this.#model;
    return {
      ...recorded,
      read: (fd, into) => {
        this.#count();
        const count = kernel().read(fd, into);
        if (!isErrno(count)) this.#reported = false;
        return count;
      },
      write: (fd, from) => {
        this.#count();
        const count = kernel().write(fd, from);
        if (isErrno(count)) return count;
        this.#reported = false;
        this.#taken.set(fd, this.#takenBy(fd) + count);
        return count;
      },
      epollWait: (epfd, maxEvents, timeoutMs) => {
        this.#count();
        if (this.#reported) this.#vain += 1;
        const events = kernel().epollWait(epfd, maxEvents, timeoutMs);
        this.#reported = !isErrno(events) && events.length > 0;
        return events;
      },
      epollCtl: (epfd, op, fd, event) => {
        this.#count();
        return kernel().epollCtl(epfd, op, fd, event);
      },
    };
  }

  #count(): void {
    this.#calls += 1;
    if (this.#calls > MOST_CALLS) throw new Enough();
  }

  #record(event: Parameters<DriveTools["record"]>[0]): void {
    if (this.#recorded === MOST_RECORDED) return;
    this.#recorded += 1;
    this.#tools.record(event);
  }

  #endOf(run: () => void): Ending {
    try {
      run();
      return { how: "returned" };
    } catch (thrown) {
      if (thrown instanceof WaitsForEver) return { how: "waits", call: thrown.call };
      if (thrown instanceof Enough) return { how: "spins", calls: this.#calls, atMs: this.#nowMs };
      return { how: "threw", error: describe(thrown) };
    }
  }
}

/** Every connection has its own sequence of bytes, and each direction of it. */
function byteAt(which: number, index: number): number {
  return 1 + (index * 31 + which * 7 + (index >> 8)) % 255;
}

function contentOf(which: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = byteAt(which, index);
  return bytes;
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "run returned";
    case "waits":
      return `run sleeps in ${ending.call}, and nothing will ever wake it`;
    case "threw":
      return ending.error;
    case "spins":
      return `stopped after ${ending.calls} system calls, at ${ending.atMs} ms`;
  }
}

function ok<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(`The depots could not be set up: ${returned}`);
  return returned;
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
