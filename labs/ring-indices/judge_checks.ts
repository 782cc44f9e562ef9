/** Compares each call of the learner's code with what it must come to, and puts the difference into words. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Entry, Input, Observation, Touch } from "./drive.ts";
import { type Expected, expectedOf } from "./judge_expected.ts";
import { TWO_TO_32 } from "./judge_rings.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export push, take and takeAll",
      happened: `it exports no ${observation.missing}`,
      look: "The starter shows their signatures.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log)) {
    refuseShape("a report of what was done to the queues");
  }
  return observation;
}

/** What the ring is like, for messages. */
function ringWords({ entries, completionEntries, firstIndex, quick }: Input): string {
  const counts = firstIndex > TWO_TO_32 / 2
    ? `counts that began at 2^32 - ${TWO_TO_32 - firstIndex}`
    : `counts that began at ${firstIndex}`;
  const speed = quick ? "; this kernel acts the moment a count moves" : "";
  return `The ring has ${entries} slots for entries, ${completionEntries} for completions, and ${counts}${speed}.`;
}

/** Every call came to what it should. */
export function checkCalls(observation: Observation, { input }: Context, look: string): void {
  const { log, threw } = ranOf(observation);
  const hint = `${look}\n\n${ringWords(input)}`;
  expectedOf(input).forEach((expected, index) => {
    const came = log[index];
    if (came === undefined || came.call !== expected.call) {
      refuse({
        expected: `${expected.call} to return`,
        happened: threw === null ? "it was never called" : `${threw.call} threw ${threw.error}`,
        look: hint,
        ...lastOf(log),
      });
    }
    const wrong = differs(expected, came, input);
    if (wrong !== null) refuse({ ...wrong, look: hint, traceAt: came.traceAt });
  });
}

function lastOf(log: readonly Entry[]) {
  const last = log.at(-1);
  return last === undefined ? {} : { traceAt: last.traceAt };
}

interface Wrong {
  readonly expected: string;
  readonly happened: string;
}

function differs(expected: Expected, came: Entry, input: Input): Wrong | null {
  if (expected.call === "push" && came.call === "push") return differentPush(expected, came, input);
  if (expected.call === "take" && came.call === "take") return differentTake(expected, came);
  if (expected.call === "takeAll" && came.call === "takeAll") {
    return sameWords(expected.words, came.words) ? null : {
      expected: `takeAll to hand on ${list(expected.words)}${expected.beside > 0 ? besideWords(expected.beside) : ""}`,
      happened: `it handed on ${list(came.words)}`,
    };
  }
  if (expected.call === "kernel took" && came.call === "kernel took") {
    return sameWords(expected.words, came.words) ? null : {
      expected: `the kernel to find ${list(expected.words)} in the slots that it was told of`,
      happened: `it found ${list(came.words)}`,
    };
  }
  return null;
}

function differentPush(
  { word, slot, standing }: Extract<Expected, { readonly call: "push" }>,
  { returned, touched }: Extract<Entry, { readonly call: "push" }>,
  { entries }: Input,
): Wrong | null {
  const by = movedBy(touched, "tail");
  const fills = touched.flatMap((touch) => touch.did === "fill" ? [touch.slot] : []);
  if (standing === entries) {
    const expected = `push(entry ${word}) to return false and change nothing: all ${entries} slots were taken`;
    if (fills.length > 0) return { expected, happened: `it overwrote slot ${fills[0]}` };
    if (by !== 0) return { expected, happened: `the tail moved by ${by}` };
    return returned === false ? null : { expected, happened: `it returned ${returned}` };
  }
  const expected =
    `push(entry ${word}) to fill slot ${slot}, move the tail by 1 and return true, with ${standing} of ${entries} slots taken`;
  if (fills.length === 0 && returned === false) return { expected, happened: "it returned false" };
  const strange = fills.find((filled) => filled !== slot);
  if (strange !== undefined) return { expected, happened: `it filled slot ${strange}` };
  if (fills.length === 0) return { expected, happened: "it filled none" };
  if (by !== 1) return { expected, happened: `the tail moved by ${by}` };
  if (firstIndexOf(touched, "tail") < firstIndexOf(touched, "fill")) {
    return { expected, happened: "the tail moved first, when there was something else in the slot" };
  }
  return returned === true ? null : { expected, happened: `it returned ${returned}` };
}

function differentTake(
  { word, standing }: Extract<Expected, { readonly call: "take" }>,
  { returned, touched }: Extract<Entry, { readonly call: "take" }>,
): Wrong | null {
  const by = movedBy(touched, "head");
  if (word === undefined) {
    const expected = "take() to return undefined and change nothing: the queue was empty";
    if (returned !== "undefined") return { expected, happened: `it returned ${completionWords(returned)}` };
    return by === 0 ? null : { expected, happened: `the head moved by ${by}` };
  }
  const expected = `take() to return completion ${word}, with ${standing} more behind it, and move the head by 1`;
  if (returned !== word) {
    const early = firstIndexOf(touched, "head") < firstIndexOf(touched, "at") && by !== 0;
    const why = early ? ": the head had moved before the slot was read, and the kernel had used it again" : "";
    return { expected, happened: `it returned ${completionWords(returned)}${why}` };
  }
  return by === 1 ? null : { expected, happened: `the head moved by ${by}` };
}

/** How far an end moved, in all. */
function movedBy(touched: readonly Touch[], end: "head" | "tail"): number {
  return touched.reduce((sum, touch) => touch.did === end && "by" in touch ? sum + touch.by : sum, 0);
}

function firstIndexOf(touched: readonly Touch[], did: Touch["did"]): number {
  return touched.findIndex((touch) => touch.did === did && (!("by" in touch) || touch.by !== 0));
}

function completionWords(returned: unknown): string {
  return typeof returned === "number" ? `completion ${returned}` : String(returned);
}

function besideWords(count: number): string {
  return `, the last ${count} of which had found no room in the queue`;
}

function sameWords(expected: readonly number[], came: readonly number[]): boolean {
  return Array.isArray(came) && expected.length === came.length &&
    expected.every((word, index) => word === came[index]);
}

function list(words: readonly number[]): string {
  if (!Array.isArray(words) || words.length === 0) return "nothing";
  return words.length > 14 ? `${words.slice(0, 12).join(", ")} and ${words.length - 12} more` : words.join(", ");
}

/** No call of takeAll entered the kernel. */
export function staysOutside(observation: Observation, context: Context): void {
  const { log } = ranOf(observation);
  checkCalls(observation, context, "Hand on what stands in the queue, oldest first.");
  for (const entry of log) {
    if (entry.call !== "takeAll" || entry.enters === 0) continue;
    refuse({
      expected: `takeAll to find ${list(entry.words)} in the queue without asking the kernel`,
      happened: `it called enter ${entry.enters === 1 ? "once" : `${entry.enters} times`}`,
      look:
        `To take what is there costs no system call: that is what the rings are for. A bit in \`ring.submission.flags\` says when there is more beside the queue.\n\n${
          ringWords(context.input)
        }`,
      traceAt: entry.traceAt,
    });
  }
}
