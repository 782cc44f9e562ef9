/** One switch, step by step, as the model CPU does it: van 1 gives way to van 2, which has been running before. */
import type { TraceEvent } from "../../labs/_runtime/trace/mod.ts";
import { runVans } from "./vans.ts";

type Executed = Extract<TraceEvent, { kind: "instruction-executed" }>;

/** What a step did, for those that an account of a switch would mention. */
function account(step: Executed): string | null {
  const { text, memory } = step;
  if (isCall(step)) return "van 1 makes a call: ra holds where it will go on";
  if (text === "store sp, [r2]") return "the stack pointer is noted, for whoever comes back to van 1";
  if (text === "move sp, r1") return "the stack pointer becomes van 2's";
  if (text === "return") return "a return, to where van 2 had made its call";
  if (text.startsWith("push") && memory.length > 0) return "ra and r4 to fp go onto van 1's stack";
  if (text.startsWith("pop")) return "r4 to fp and ra come off van 2's stack";
  return null;
}

function isCall({ text }: Executed): boolean {
  return text === "call give_way";
}

const steps = runVans().trace.events.filter((event) => event.kind === "instruction-executed");

// #region asked
// Van 1, van 2, and van 1 again: the third call is the first that
// switches to a van which has made one itself.
const calls = steps.keys().filter((index) => isCall(steps[index]!));
const fromTheCall = steps.slice(calls.toArray()[2]);
const length = fromTheCall.findIndex(({ text }) => text === "return") + 1;
for (const line of new Set(fromTheCall.slice(0, length).map(account))) {
  if (line !== null) console.log(line);
}
// #endregion
