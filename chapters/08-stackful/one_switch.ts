/** One switch, step by step, as the model CPU does it: van 1 gives way to van 2, which has been running before. */
import type { TraceEvent } from "../../labs/_runtime/trace/mod.ts";
import { runVans } from "./vans.ts";

type Executed = Extract<TraceEvent, { kind: "instruction-executed" }>;

/** What a step did, for those that an account of a switch would mention. */
function account({ text, memory }: Executed): string | null {
  if (text === "call give_way") return "van 1 makes a call: ra holds where it will go on";
  if (text === "store sp, [r2]") return "the stack pointer is noted, for whoever comes back to van 1";
  if (text === "move sp, r1") return "the stack pointer becomes van 2's";
  if (text === "return") return "a return, to where van 2 had made its call";
  if (text.startsWith("push") && memory.length > 0) return "ra and r4 to fp go onto van 1's stack";
  if (text.startsWith("pop")) return "r4 to fp and ra come off van 2's stack";
  return null;
}

// #region asked
const steps = runVans().trace.events.filter((event) => event.kind === "instruction-executed");
const calls = steps.keys().filter((index) => steps[index]!.text === "call give_way").toArray();
// Van 1, van 2, and van 1 again: the third call is the first that switches to a van which has made one itself.
const fromTheCall = steps.slice(calls[2]);
const oneSwitch = fromTheCall.slice(0, fromTheCall.findIndex(({ text }) => text === "return") + 1);
for (const line of new Set(oneSwitch.map(account))) if (line !== null) console.log(line);
// #endregion
