/** One run: the operations that are begun through the learner's proactor, and who told of each when it completed, and when. */
import { createModelKernel, type Kernel, type ModelKernel, must, WaitsForEver } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Action, Caller, Ending, Input, LearnersProactor, Log, Observation } from "./drive.ts";
import { contentOf, Depots, NS_PER_MS } from "./drive_depots.ts";
import { Enough, WatchedKernel } from "./drive_kernel.ts";

/** Names the file's sequence of bytes. */
const FILE = 500;

/** An entry that may still change. */
type OpenLog = Log & { completed: Log["completed"]; right: boolean };

/** What of the learner's code is at work, innermost; as a caller of handlers. */
const CALLERS = {
  run: "run",
  begin: "the call that began it",
  cancel: "cancel",
  handler: "another handler",
} as const satisfies Readonly<Record<string, Caller>>;

type Inside = keyof typeof CALLERS;

/** One run of the learner's proactor. */
export class Run {
  readonly #Proactor: new (kernel: Kernel) => LearnersProactor;
  readonly #input: Input;
  readonly #model: ModelKernel;
  readonly #watched: WatchedKernel;
  readonly #depots: Depots;
  readonly #log: OpenLog[] = [];
  #file = -1;
  /** What of the learner's is on the stack, innermost last. */
  readonly #inside: Inside[] = [];

  constructor(
    Proactor: new (kernel: Kernel) => LearnersProactor,
    input: Input,
    tools: Pick<DriveTools, "record" | "traceOn">,
  ) {
    this.#Proactor = Proactor;
    this.#input = input;
    this.#model = createModelKernel();
    this.#watched = new WatchedKernel(this.#model, tools);
    this.#depots = new Depots(this.#model);
    tools.traceOn({ nowNs: this.#model.clockGettime });
  }

  observe(): Extract<Observation, { readonly kind: "ran" }> {
    const { depots } = this.#input;
    const model = this.#model;
    for (const depot of depots) this.#depots.open(depot);
    this.#file = must(model.memfdCreate());
    must(model.pwrite(this.#file, contentOf(FILE, 100_000), 0));
    const ending = this.#endOf(() => {
      const proactor = new this.#Proactor(this.#watched.kernel);
      this.#start(proactor, null);
      this.#within("run", () => proactor.run());
    });
    for (const [index, depot] of depots.entries()) if (depot.reads !== null) this.#depots.receive(index, Infinity);
    return {
      kind: "ran",
      log: this.#log,
      ending,
      received: this.#depots.connections.map(({ received, receivedRight }) => ({
        bytes: received,
        right: receivedRight,
      })),
      vain: this.#watched.vain,
    };
  }

  /** Does what is to be done when `after` has completed. */
  #start(proactor: LearnersProactor, after: number | null): void {
    this.#input.actions.forEach((action, index) => {
      if (action.after === after) this.#act(proactor, action, index);
    });
  }

  #act(proactor: LearnersProactor, { do: what, depot, bytes, by }: Action, index: number): void {
    const connection = this.#depots.connections[depot];
    if (connection === undefined) return;
    const fd = what.endsWith("file") ? this.#file : connection.ours;
    const entry: OpenLog = {
      action: index,
      begunMs: this.#nowMs,
      completed: null,
      right: true,
      traceAt: this.#watched.traceAt,
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
        const done = finished(() => Math.min(bytes, Math.max(0, this.#watched.takenBy(fd) - from)));
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
        this.#watched.forget(fd);
        const fresh = this.#depots.connections[by ?? -1];
        if (fresh === undefined) return;
        // The lowest free number: the one that was closed.
        fresh.ours = must(this.#model.dup(fresh.ours));
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
    const by = inside === undefined ? "nobody that should" : CALLERS[inside];
    const times = (entry.completed?.times ?? 0) + 1;
    const shown = typeof result === "number" || typeof result === "string" ? result : String(typeof result);
    entry.completed ??= { atMs: this.#nowMs, result: shown, by, times, written };
    if (times > 1) {
      entry.completed = { ...entry.completed, times };
      return;
    }
    this.#watched.record({ kind: "printed", text: `${this.#input.actions[entry.action]!.do}: ${shown}` });
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

  #endOf(run: () => void): Ending {
    try {
      run();
      return { how: "returned" };
    } catch (thrown) {
      if (thrown instanceof WaitsForEver) return { how: "waits", call: thrown.call };
      if (thrown instanceof Enough) return { how: "spins", calls: this.#watched.calls, atMs: this.#nowMs };
      return { how: "threw", error: describe(thrown) };
    }
  }
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
