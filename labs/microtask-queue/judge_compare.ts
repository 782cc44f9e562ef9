/** Compares what the learner's loop printed with what Deno did. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext, LabTest } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Observation } from "./drive.ts";
import { listing, type Program } from "./drive_program.ts";

type Context = CheckContext<Program>;

/** Lines beyond those that Deno printed. */
const MORE_SHOWN = 3;

function checkShape(observation: Observation): void {
  const { missing, lines, escaped } = observation ?? {};
  if (typeof missing === "string") {
    refuse({
      expected: "the file to export the classes Loop and Deferred",
      happened: missing,
      look: "The starter shows them.",
    });
  }
  const areTexts = Array.isArray(lines) && lines.every((line) => typeof line === "string");
  if (areTexts && (escaped === null || typeof escaped === "string")) return;
  refuseShape("a report of what was printed");
}

/** Line for line; `look` says where to look when they differ. */
export function compare(observation: Observation, { input, trace, reference }: Context, look: string): void {
  checkShape(observation);
  const printed = textsOf(reference);
  const { lines, escaped } = observation;
  const more = lines.length - printed.length;
  const yourLines = more > MORE_SHOWN
    ? `${lines.slice(0, printed.length + MORE_SHOWN).join(", ")}, and ${more - MORE_SHOWN} more`
    : lines.join(", ") || "nothing";
  const shown = `Deno printed: ${printed.join(", ")}\nYour loop printed: ${yourLines}\n\n${listing(input)}`;
  const printedAt = trace.events.flatMap(({ kind }, index) => kind === "printed" ? [index] : []);
  const place = printed.findIndex((text, index) => lines[index] !== text);
  if (place !== -1) {
    const yours = lines[place] === undefined ? "ends before it" : `has "${lines[place]}" there`;
    const end = escaped === null ? "" : `, since run threw "${escaped}"`;
    refuse({
      expected: `line ${place + 1} to be "${printed[place]}", as Deno printed it`,
      happened: `yours ${yours}${lines[place] === undefined ? end : ""}`,
      look: `${look}\n\n${shown}`,
      traceAt: printedAt[place] ?? Math.max(0, trace.events.length - 1),
    });
  }
  if (more > 0) {
    refuse({
      expected: `${printed.length} lines, as Deno printed them`,
      happened: `your loop printed ${lines.length}`,
      look: `Each callback runs once.\n\n${shown}`,
      traceAt: printedAt[printed.length] ?? 0,
    });
  }
  if (escaped !== null) {
    refuse({
      expected: "run to return when nothing is left",
      happened: `it threw "${escaped}"`,
      look: "What a callback throws is nobody's but the host's: see `report`.",
    });
  }
}

function textsOf(reference: Json): readonly string[] {
  return Array.isArray(reference) ? reference.map(String) : [];
}

/** Needs no reference: the clock is the lab's. */
export const onTime: LabTest<Program, Observation> = {
  name: "each timer runs at its time, and not before it",
  check(observation) {
    checkShape(observation);
    const { offTime } = observation;
    if (!offTime) return;
    const { delayMs, lateMs, at } = offTime;
    refuse({
      expected: `a timer of ${delayMs} ms to run ${delayMs} ms after it was set`,
      happened: lateMs < 0 ? `it ran ${-lateMs} ms before its time` : `it ran ${lateMs} ms after its time`,
      look:
        "The clock moves only while the loop sleeps. Until when does it have to, and what is the timer's time counted from?",
      traceAt: at,
    });
  },
};
