/** Stocktakings at the same time, in one instance of the learner's module, each on a stack that can be suspended. */
import { setImmediate } from "node:timers";
import { createStacks, type Mechanism, type Stack } from "@interleave/stacks";
import type { AssemblyScriptLearner, DriveTools } from "../_runner/lab.ts";
import { type Input, World } from "./drive_world.ts";

/** What a stocktaking did: asked a shelf, reported a depot, came to its total. */
export type Act =
  | { readonly did: "asks"; readonly place: number }
  | { readonly did: "reports"; readonly place: number; readonly parcels: number }
  | { readonly did: "returns"; readonly parcels: number };

/** All stocktakings, in one way of suspending them. */
export interface Night {
  readonly mechanism: string;
  /** What each did, in order. */
  readonly acts: readonly (readonly Act[])[];
  /** The deepest stack that was put aside, in frames of the learner's. */
  readonly deepest: number;
}

interface NightOptions {
  readonly mechanism: Mechanism;
  readonly tools: DriveTools;
  readonly say: (line: string) => void;
}

/** More acts than any input has; a stocktaking that goes on is cut off here. */
const MOST_ACTS = 5_000;

/** `null` when the module exports no `total`. Throws what a stack failed with. */
export async function takeStock(
  learner: AssemblyScriptLearner,
  input: Input,
  { mechanism, tools, say }: NightOptions,
): Promise<Night | null> {
  let nowMs = 0;
  const world = new World(input, () => nowMs);
  const stacks = createStacks({ mechanism, record: (event) => tools.record(event) });
  const acts: Act[][] = input.stocktakings.map(() => []);
  let deepest = 0;
  let count = 0;

  const act = (stack: Stack, done: Act) => {
    if (++count > MOST_ACTS) throw new RangeError(`the stocktakings ask and report more than ${MOST_ACTS} times`);
    acts[stack.id - 1]!.push(done);
  };
  const running = () => stacks.all.find(({ state }) => state === "running")!;
  const answers = new Answers((atMs) => nowMs = atMs);

  const countOf = stacks.blocking("countOf", (shelf, stack) => {
    const place = world.placeAt(shelf);
    act(stack, { did: "asks", place: shelf });
    deepest = Math.max(deepest, stack.frames ?? 0);
    say(`${at(nowMs)}  ${stack.name} asks ${place.name}, ${stack.frames} calls deep`);
    const answersMs = place.kind === "shelf" ? place.answersMs : 0;
    return answers.at(nowMs + answersMs, () => world.countOf(shelf));
  });
  const report = (depot: number, parcels: number) => {
    act(running(), { did: "reports", place: depot, parcels });
    say(`${at(nowMs)}  ${running().name} reports ${world.placeAt(depot).name}: ${parcels}`);
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(learner.wasm), {
    lab: {
      countOf,
      report,
      isShelf: (place: number) => Number(world.placeAt(place).kind === "shelf"),
      partCount: (depot: number) => world.partsOf(depot).length,
      partAt: (depot: number, index: number) => world.partAt(depot, index),
    },
    env: learner.env(() => instance.exports.memory as WebAssembly.Memory),
  });
  if (typeof instance.exports.total !== "function") return null;

  tools.traceOn({ nowNs: () => nowMs * 1e6 });
  for (const [index, place] of input.stocktakings.entries()) {
    stacks.spawn(`stocktaking ${index + 1}`, { instance, entry: "total", argument: place });
  }
  await stacks.run();
  for (const stack of stacks.all) acts[stack.id - 1]!.push({ did: "returns", parcels: stack.result ?? 0 });
  return { mechanism: mechanism.name, acts, deepest };
}

function at(ms: number): string {
  return `${ms.toFixed(0).padStart(4)} ms`;
}

/** Answers in virtual time: one at a time, the soonest first, each when nothing else can be done. */
class Answers {
  readonly #held: { readonly atMs: number; give(): void }[] = [];
  readonly #setNow: (atMs: number) => void;

  constructor(setNow: (atMs: number) => void) {
    this.#setNow = setNow;
  }

  at(atMs: number, answer: () => number): Promise<number> {
    return new Promise((resolve, reject) => {
      const give = () => {
        try {
          resolve(answer());
        } catch (error) {
          reject(error);
        }
      };
      this.#held.push({ atMs, give });
      setImmediate(() => this.#giveSoonest());
    });
  }

  #giveSoonest(): void {
    const soonest = this.#held.reduce((first, one) => (one.atMs < first.atMs ? one : first));
    this.#held.splice(this.#held.indexOf(soonest), 1);
    this.#setNow(soonest.atMs);
    soonest.give();
  }
}
