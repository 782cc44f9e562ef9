/** Draws programs of coroutines, and runs the learner's functions in them outside the sandbox: only their text comes from there. */
import { AssemblyError } from "@interleave/machine";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Observation } from "./drive.ts";
import { assembleBoth, type Assembled, type LearnersText } from "./drive_assembly.ts";
import type { Finding } from "./drive_findings.ts";
import { hopsOf, type Input } from "./drive_program.ts";
import { type WatchedRun, watchedRun } from "./drive_watch.ts";
import { drawDepths, drawFullRegisters, drawMany, drawThereAndBack } from "./judge_inputs.ts";
import { reasonFor } from "./judge_reasons.ts";

/** Two functions take up a thirtieth of this. */
const MOST_CHARACTERS = 20_000;
/** A file has no more lines, and no line more columns. */
const MOST_LINES = 5_000;

/** The learner's text, or a refusal: the report comes out of a process that runs a stranger's code. */
function textOf(observation: Observation): LearnersText {
  if (observation?.learners === null) refuseMissing("a text `assembly`");
  const { text, place } = observation?.learners ?? {};
  const isPlace = place === null || (isCount(place?.line) && isCount(place.column));
  if (typeof text !== "string" || !isPlace) return refuseShape("a report of the text");
  if (text.length <= MOST_CHARACTERS) return { text, place: place ?? null };
  return refuse({
    expected: `at most ${MOST_CHARACTERS} characters of assembly`,
    happened: `there are ${text.length}`,
    look: "Two functions of some twenty instructions are enough.",
  });
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LINES;
}

function assembledOf(observation: Observation, input: Input): Assembled {
  const learners = textOf(observation);
  try {
    return assembleBoth(learners, input);
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    return refuse({
      expected: "a text that can be assembled",
      happened: `${learners.place === null ? "in the text, " : ""}${error.message}`,
      look: "The task lists all operations with their operands.",
    });
  }
}

function runOf(observation: Observation, { input }: CheckContext<Input>): WatchedRun {
  return watchedRun(assembledOf(observation, input), input);
}

/** A claim about one sort of finding; a run that was cut short cannot bear it out either. */
function claim(name: string, isMeant: (finding: Finding) => boolean): LabTest<Input, Observation> {
  return {
    name,
    check(observation, context) {
      const { findings, cutShort } = runOf(observation, context);
      const finding = findings.find(isMeant) ?? (cutShort ? findings[0] : undefined);
      if (finding !== undefined) refuse(reasonFor(finding, findings));
    },
  };
}

function program(draw: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input: draw, tests });
}

export const judge = defineJudge([
  program(drawThereAndBack, [
    {
      name: "a switch to a fresh stack begins its function there",
      check(observation, context) {
        const { findings, landed } = runOf(observation, context);
        if (landed === 0) refuse(reasonFor(findings[0]!, findings));
      },
    },
    {
      name: "a switch back goes on after the call that switched away",
      check(observation, context) {
        const { findings, landed, cutShort } = runOf(observation, context);
        const wanted = context.input.coroutines.flatMap(hopsOf).length;
        if (landed < wanted || cutShort) refuse(reasonFor(findings[0]!, findings));
      },
    },
  ]),
  program(drawFullRegisters, [
    claim("who goes on finds r4 to r8 and fp as they were", ({ kind }) => kind === "register"),
    claim("the word that is taken along arrives in r0", ({ kind }) => kind === "word"),
  ]),
  program(drawDepths, [
    claim("from the bottom of deep calls, a switch comes back to frames that are as they were", () => true),
  ]),
  program(drawMany, [
    claim("five stacks, in any order, go on each where it was", () => true),
  ]),
]);
