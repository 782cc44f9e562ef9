/** A stack of the model CPU is full, is copied into one twice as large, and its function goes on as if nothing had been. */
import { assemble, type Machine, recordMachine, type Region, stateOf } from "../../labs/_runtime/machine/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";

// #region program
const PROGRAM = `
total:  push ra
        push fp
        move fp, sp
        push 500            ; grams so far: a local variable
        move r0, sp         ; its address, for whoever adds to it
        call add_parcel
        pop r0
        pop fp
        pop ra
        return

add_parcel:                 ; r0: where the grams are
        push ra
        push fp
        move fp, sp
        push r4
        push r0
        push 20006          ; this parcel's weight, a heavy one
_full:  pop r1              ; (here the stack is copied)
        pop r2
        pop r4
        load r3, [r2]
        add r3, r3, r1
        store r3, [r2]
        pop fp
        pop ra
        return
`;
// #endregion

const SMALL: Region = { name: "8 words", kind: "stack", start: 20_000, words: 8 };
const LARGE: Region = { name: "16 words", kind: "stack", start: 21_000, words: 16 };
/** By how much a word's address grows when the two tops are laid on each other. */
const FURTHER = LARGE.start + LARGE.words - (SMALL.start + SMALL.words);

/** What the compiler knows of the stack at `_full`: which of its words are addresses in it. Distances from the stack pointer. */
const POINTERS = { r0: 1, savedFp: 3 } as const;

/** Copies the live words, moves the pointers among them and in registers, and wipes the old stack. */
function grow(machine: Machine): void {
  const sp = machine.get("sp");
  for (let address = sp; address < SMALL.start + SMALL.words; address++) {
    const isPointer = Object.values<number>(POINTERS).includes(address - sp);
    machine.memory.write(address + FURTHER, machine.memory.read(address) + (isPointer ? FURTHER : 0));
    machine.memory.write(address, 0);
  }
  machine.set("sp", sp + FURTHER);
  machine.set("fp", machine.get("fp") + FURTHER);
  machine.set("r0", machine.get("r0") + FURTHER);
}

/** The whole run; `full` and `grown` are the steps before and after the copy, `grams` the result. */
export function grownRun(): { trace: Trace; full: number; grown: number; grams: number } {
  let nowNs = 0;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => nowNs++, maxEvents: 1_000 });
  const machine = recordMachine({
    program: assemble(PROGRAM),
    regions: [SMALL, LARGE],
    record: (event) => recorder.record(event),
    prepare: (made) => made.enter("total"),
  });
  while (machine.pc !== machine.program.labels.get("_full")) machine.step();
  grow(machine);
  recorder.record(stateOf(machine, { from: SMALL.start, words: SMALL.words, by: FURTHER }));
  const end = machine.run({ maxSteps: 100 });
  if (end.kind !== "returned") throw new Error(`the grown stack ended as ${JSON.stringify(end)}`);
  const trace = recorder.trace();
  const grown = trace.events.findLastIndex(({ kind }) => kind === "machine-state");
  return { trace, full: grown - 1, grown, grams: machine.get("r3") };
}

if (import.meta.main) console.log(grownRun().grams, "g");
