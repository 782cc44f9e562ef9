import { machineFigure } from "../../../components/drawing/machine_figure.tsx";
import type { Trace } from "../../../labs/_runtime/trace/mod.ts";
import { runVans } from "../vans.ts";

/** The index of the first event from `after` on in which an instruction with these words was executed. */
function stepOf(trace: Trace, words: string, after: number): number {
  const found = trace.events.findIndex((event, index) =>
    index >= after && event.kind === "instruction-executed" && event.text === words
  );
  if (found === -1) throw new Error(`figures/one_switch.tsx: no "${words}" was executed after step ${after}`);
  return found;
}

/** The second switch away from van 1, in three moments: saved, on the other stack, and returned. */
export function draw(): string {
  const { trace } = runVans();
  const first = stepOf(trace, "call give_way", 0);
  const called = stepOf(trace, "call give_way", stepOf(trace, "call give_way", first + 1) + 1);
  const saved = stepOf(trace, "store sp, [r2]", called);
  const entered = stepOf(trace, "move sp, r1", saved);
  return machineFigure(trace, [
    { step: saved, words: "what van 1 must find again is on its stack" },
    { step: entered, words: "the stack pointer is van 2’s" },
    { step: stepOf(trace, "return", entered), words: "van 2 goes on where it had called" },
  ]);
}
