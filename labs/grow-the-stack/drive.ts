/** Loads vans on the model CPU, and has their stacks grown by the learner's code. */
import { recordMachine, stateOf, type UnstampedMachineEvent } from "@interleave/machine";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { type Grow, type Listener, load, type Loaded, middleOf } from "./drive_growth.ts";
import { type Input, type Loads, TARIFF } from "./drive_program.ts";

/** `null` when the file exports no `grow`. */
export interface Observation {
  readonly loaded: Loaded | null;
}

interface Learner {
  readonly grow?: unknown;
}

/** An instruction, on the clock of the trace. */
const INSTRUCTION_NS = 1_000;

export function drive({ grow }: Learner, input: Input, tools: DriveTools): Json {
  if (typeof grow !== "function") return { loaded: null } satisfies Observation;
  return { loaded: load(input, grow as Grow, recordingTo(tools)) } satisfies Observation as unknown as Json;
}

/** A van, a pallet in it, a crate on that, and a parcel: the crate's frame does not fit. */
export function example({ grow }: Learner, tools: DriveTools): void {
  if (typeof grow !== "function") throw new TypeError("export a function grow: the starter shows it");
  const { printed, ending, growths } = load(VAN, grow as Grow, recordingTo(tools));
  console.log(`The stack was moved ${growths === 1 ? "once" : `${growths} times`}.`);
  console.log(`printed: ${printed.join(" ")}`);
  if (ending !== "returned") console.log(`The program ended otherwise than by returning: ${ending}.`);
}

function recordingTo(tools: DriveTools): Listener {
  let [steps, events] = [0, 0];
  tools.traceOn({ nowNs: () => steps * INSTRUCTION_NS });
  const record = (event: UnstampedMachineEvent) => {
    tools.record(event);
    events += 1;
  };
  return {
    make: (program, regions, prepare) =>
      recordMachine({ program, regions, prepare, record, onStep: () => void (steps += 1) }),
    grown: (machine, moved) => record(stateOf(machine, moved)),
    get events() {
      return events;
    },
  };
}

const OTHERS = { name: "other task", kind: "stack", start: 30_000, words: 8 } as const;

function loads(name: string, grams: number, rest: Partial<Loads> = {}): Loads {
  return { name, grams, handsDown: "its own sum", inRegister: false, number: 1, elsewhere: 0, more: [], ...rest };
}

const VAN: Input = {
  functions: [
    loads("van", 0, { number: 20_006, inRegister: true }),
    loads("pallet", 900, { elsewhere: TARIFF }),
    loads("crate", 400, { handsDown: "what it was given", inRegister: true }),
    loads("parcel", 250, { elsewhere: middleOf(OTHERS) }),
  ],
  blocks: [
    { name: "24 words", kind: "stack", start: 20_000, words: 24 },
    { name: "48 words", kind: "stack", start: 21_000, words: 48 },
  ],
  others: OTHERS,
};
