/** Takes stock with the learner's module in every way that this V8 has to suspend Wasm. */
import { jspi, type Mechanism, offersStackSwitching, stackSwitching } from "@interleave/stacks";
import type { AssemblyScriptLearner, DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { type Night, takeStock } from "./drive_stocktaking.ts";
import type { Input } from "./drive_world.ts";

/** One night for each way; `null` when the file exports no `total`. */
export interface Observation {
  readonly nights: readonly Night[] | null;
}

/** The last one's trace is the one that is shown. */
function mechanisms(): Mechanism[] {
  const countFrames = true;
  return [...(offersStackSwitching() ? [stackSwitching({ countFrames })] : []), jspi({ countFrames })];
}

export async function drive(learner: AssemblyScriptLearner, input: Input, tools: DriveTools): Promise<Json> {
  const nights: Night[] = [];
  for (const mechanism of mechanisms()) {
    const night = await takeStock(learner, input, { mechanism, tools: quietBut(mechanism, tools), say: () => {} });
    if (night === null) return { nights: null } satisfies Observation;
    nights.push(night);
  }
  return { nights } satisfies Observation as unknown as Json;
}

/** Ghent and its hall, twice at the same time. */
export async function example(learner: AssemblyScriptLearner, tools: DriveTools): Promise<void> {
  for (const mechanism of mechanisms()) {
    console.log(`Suspended by ${mechanism.name}:\n`);
    const night = await takeStock(learner, NIGHT, { mechanism, tools: quietBut(mechanism, tools), say: console.log });
    if (night === null) throw new TypeError("export a function total: the starter shows it");
    for (const [index, acts] of night.acts.entries()) {
      const last = acts.at(-1);
      if (last?.did === "returns") console.log(`stocktaking ${index + 1} returns ${last.parcels}`);
    }
    console.log("");
  }
}

/** One run is recorded: by JSPI, which every engine has. */
function quietBut(mechanism: Mechanism, tools: DriveTools): DriveTools {
  return mechanism.name === "JSPI" ? tools : { ...tools, traceOn: () => {}, record: () => {} };
}

const shelf = (name: string, parcels: number, answersMs: number) =>
  ({ kind: "shelf", name, parcels, answersMs }) as const;

const NIGHT: Input = {
  places: [
    { kind: "depot", name: "Ghent", parts: [1, 2, 5] },
    shelf("shelf A", 12, 20),
    { kind: "depot", name: "the hall in Ghent", parts: [3, 4] },
    shelf("shelf B", 30, 15),
    shelf("shelf C", 8, 25),
    shelf("shelf D", 5, 10),
    shelf("the new shelf", 3, 10),
  ],
  stocktakings: [0, 2],
  putUp: [{ atMs: 50.5, depot: 2, shelf: 6 }],
  parcelEveryMs: 1_000,
};
