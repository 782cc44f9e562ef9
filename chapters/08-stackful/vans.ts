/** Two vans count their parcels on one model CPU, each on a stack of its own, and let each other go on. */
import {
  assemble,
  CALLEE_SAVED,
  Machine,
  recordMachine,
  type Region,
  type Register,
} from "../../labs/_runtime/machine/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";

// #region vans
const VANS = `
van_1:  move r4, 0      ; it has loaded nothing yet
        add r4, r4, 1
        print r4
        call give_way   ; now the other van's turn
        add r4, r4, 1
        print r4
        call give_way
        add r4, r4, 1
        print r4
        halt

van_2:  move r4, 100    ; the other has a hundred already
_next:  add r4, r4, 1
        print r4
        call give_way
        jump _next
`;
// #endregion

/** The switch between the two: what it keeps goes onto the stack that it leaves. */
function switchText(kept: readonly Register[]): string {
  return `
give_way:
        move r2, other
        load r1, [r2]
        push ra
        ${kept.map((register) => `push ${register}`).join("\n        ")}
        store sp, [r2]
        move sp, r1
        ${kept.toReversed().map((register) => `pop ${register}`).join("\n        ")}
        pop ra
        return
other:  .word 0`;
}

const STACKS: readonly Region[] = [
  { name: "van 1", kind: "stack", start: 20_000, words: 32 },
  { name: "van 2", kind: "stack", start: 21_000, words: 32 },
];

/** Fills van 2's stack as if it had just called the switch: its first return leads to its first instruction. */
function prepare(machine: Machine, kept: number): void {
  const { memory, program } = machine;
  const top = STACKS[1]!.start + STACKS[1]!.words - 1;
  memory.write(top, program.labels.get("van_2")!);
  memory.write(program.labels.get("other")!, top - kept);
  machine.enter("van_1");
}

/** Runs both vans under a switch that keeps these registers. Throws `Error` when van 1 does not come to its end. */
export function runVans(kept: readonly Register[] = CALLEE_SAVED): { printed: readonly number[]; trace: Trace } {
  let nowNs = 0;
  const recorder = createRecorder({ clock: "virtual", nowNs: () => nowNs++, maxEvents: 1_000 });
  const machine = recordMachine({
    program: assemble(VANS + switchText(kept)),
    regions: STACKS,
    record: (event) => recorder.record(event),
    prepare: (made) => prepare(made, kept.length),
  });
  const end = machine.run({ maxSteps: 500 });
  if (end.kind !== "halted") throw new Error(`van 1 did not halt: ${JSON.stringify(end)}`);
  return { printed: machine.printed, trace: recorder.trace() };
}

if (import.meta.main) console.log(...runVans().printed);
