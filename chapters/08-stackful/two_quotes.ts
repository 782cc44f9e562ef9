/** Two quotes on the model CPU, each on a stack of its own, and what each step did. */
import {
  assemble,
  CALLEE_SAVED,
  Machine,
  type Program,
  recordMachine,
  type Region,
  type Register,
} from "../../labs/_runtime/machine/mod.ts";
import { createRecorder, type Recorder, type Trace } from "../../labs/_runtime/trace/mod.ts";
import { QUOTES_PROGRAM } from "./price_assembly.ts";

/** Where the stacks are. */
export const THREAD: Region = { name: "the thread’s stack", kind: "stack", start: 20_000, words: 16 };
export const LYON: Region = { name: "Ghent–Lyon", kind: "stack", start: 21_000, words: 40 };
export const MARSEILLE: Region = { name: "Antwerp–Marseille", kind: "stack", start: 22_000, words: 40 };

/** A machine that is about to enter `main`, with two stacks on which nothing has run yet; its steps go into `recorder`. */
export function quotesMachine(recorder?: Recorder): Machine {
  return recordMachine({
    program: assemble(QUOTES_PROGRAM),
    regions: [THREAD, LYON, MARSEILLE],
    record: (event) => recorder?.record(event),
    prepare(machine) {
      const slots = address(machine.program, "slots");
      machine.memory.write(slots + 1, freshStack(machine, LYON, "to_lyon"));
      machine.memory.write(slots + 2, freshStack(machine, MARSEILLE, "to_marseille"));
      machine.enter("main");
    },
  });
}

/** What happens until so many words are printed and the quote that printed the last one has been switched away from. */
export function tracedQuotesUntil(printed: number): Trace {
  let nowNs = 0;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => nowNs++, maxEvents: 5_000 });
  const machine = quotesMachine(recorder);
  while (machine.printed.length < printed) machine.step();
  return recorder.trace();
}

// #region fresh
function freshStack(machine: Machine, stack: Region, leg: string): number {
  const { memory, program } = machine;
  let sp = stack.start + stack.words;
  memory.write(--sp, address(program, "quote")); // what `ra` will be
  const first: Partial<Record<Register, number>> = { r4: address(program, leg) };
  for (const register of CALLEE_SAVED) memory.write(--sp, first[register] ?? 0);
  return sp;
}
// #endregion

function address(program: Program, label: string): number {
  const found = program.labels.get(label);
  if (found === undefined) throw new RangeError(`no label ${label} in the program of the quotes`);
  return found;
}

if (import.meta.main) {
  const machine = quotesMachine();
  console.log(machine.run({ maxSteps: 10_000 }).kind, "after", machine.steps, "instructions");
  console.log("printed", machine.printed.join(" "));
}
