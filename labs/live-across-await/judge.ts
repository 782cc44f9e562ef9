/** Runs coroutines on what was kept of them, here and not in the sandbox, and counts what was kept for nothing. */
import { switchText } from "../_runtime/resume_switch/mod.ts";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import { type Input, isKept, type Observation, type Trial } from "./drive.ts";
import { inWords, play, type Played, type Run, signalInWords } from "./drive_play.ts";
import { namesIn, reachableIn, type Way, wayToRead } from "./judge_alive.ts";
import * as coroutines from "./judge_coroutines.ts";

type Context = CheckContext<Input>;

/** A coroutine, and for each case the names that were kept. */
interface Answered {
  readonly trial: Trial;
  readonly kept: readonly (readonly string[])[];
}

/** A run that goes another way than the same run with everything kept. */
interface Difference {
  readonly answered: Answered;
  readonly run: Run;
  readonly expected: readonly Played[];
  readonly yours: readonly Played[];
  readonly step: number;
}

function answersIn(observation: Observation, { input }: Context): Answered[] {
  if (observation?.exported === false) refuseMissing("a function keptAt");
  if (!Array.isArray(observation?.kept) || observation.kept.length !== input.trials.length) {
    return refuseShape("what was kept of each coroutine");
  }
  return input.trials.map((trial, index): Answered => {
    const kept: unknown = observation.kept[index];
    if (isKept(kept, trial.cases.length)) return { trial, kept };
    return refuse({
      expected: `${trial.cases.length} lists of names, one for each case of ${trial.name}`,
      happened: "keptAt returned something else",
      look: "A case that does not suspend has an empty list.",
    });
  });
}

/** Cases that suspend, by their numbers. What is never run may keep what it likes. */
function suspensionsOf({ cases }: Trial): number[] {
  return [...reachableIn(cases)].filter((id) => cases[id]!.ending.kind === "await").toSorted((a, b) => a - b);
}

function nothingMissing(look: string) {
  return (observation: Observation, context: Context): void => {
    const answers = answersIn(observation, context);
    for (const answered of bySize(answers)) {
      const difference = firstDifference(answered);
      if (difference !== null) refuseRun(difference, { look, answers, context });
      refuseMissingNames(answered, look);
    }
  };
}

function firstDifference(answered: Answered): Difference | null {
  const { trial: { cases, runs }, kept } = answered;
  for (const run of runs) {
    const expected = play(cases, run);
    const yours = play(cases, run, { saves: (suspended) => kept[suspended]! });
    const step = expected.findIndex((outcome, index) => !yours[index] || inWords(outcome) !== inWords(yours[index]));
    if (step !== -1) return { answered, run, expected, yours, step };
  }
  return null;
}

function refuseRun(
  difference: Difference,
  { look, answers, context }: {
    readonly look: string;
    readonly answers: readonly Answered[];
    readonly context: Context;
  },
): never {
  const { answered, run, expected, yours, step } = difference;
  const sent = run.signals.slice(0, step).map(signalInWords).join(", then ");
  const traceAt = momentOf(difference, answers, context);
  refuse({
    expected: `${answered.trial.name}, sent ${sent}, to go on as it does when all is kept: it ${
      inWords(expected[step]!)
    }`,
    happened: `it ${inWords(yours[step]!)}`,
    look: `${look}\n\n${listing(answered)}`,
    ...(traceAt === -1 ? {} : { traceAt }),
  });
}

/** The sandbox played the same runs and recorded a line for each outcome. */
function momentOf({ answered, run, step }: Difference, answers: readonly Answered[], { trace }: Context): number {
  let before = 0;
  for (const { trial, kept } of answers) {
    for (const each of trial.runs) {
      if (trial === answered.trial && each === run) return nthPrinted(trace.events, before + step);
      before += play(trial.cases, each, { saves: (suspended) => kept[suspended]! }).length;
    }
  }
  return -1;
}

function nthPrinted(events: Context["trace"]["events"], n: number): number {
  let left = n;
  return events.findIndex(({ kind }) => kind === "printed" && left-- === 0);
}

/** What no run has missed, and another would. */
function refuseMissingNames(answered: Answered, look: string): void {
  const { trial, kept } = answered;
  for (const id of suspensionsOf(trial)) {
    for (const name of namesIn(trial.cases)) {
      const way = wayToRead(name, id, trial.cases);
      if (way === null || kept[id]!.includes(name)) continue;
      refuse({
        expected: `case ${id} of ${trial.name} to keep ${name}: ${inSteps(way)} reads it before anybody writes it`,
        happened: "it was not kept",
        look: `${look}\n\n${listing(answered)}`,
      });
    }
  }
}

function inSteps(way: Way): string {
  return `the way from ${way.join(" to ")}`;
}

function nothingTooMuch(look: string) {
  return (observation: Observation, context: Context): void => {
    for (const answered of bySize(answersIn(observation, context))) {
      const { trial, kept } = answered;
      for (const id of suspensionsOf(trial)) {
        const extra = kept[id]!.find((name) => wayToRead(name, id, trial.cases) === null);
        if (extra === undefined) continue;
        const least = [...namesIn(trial.cases)].filter((name) => wayToRead(name, id, trial.cases) !== null).length;
        refuse({
          expected: `case ${id} of ${trial.name} to keep ${inNames(least)}`,
          happened: `it kept ${inNames(new Set(kept[id]!).size)}, and nobody reads the value that ${extra} has there`,
          look: `${look}\n\n${listing(answered)}`,
        });
      }
    }
  };
}

function inNames(count: number): string {
  return count === 1 ? "1 variable" : `${count} variables`;
}

function bySize(answers: readonly Answered[]): Answered[] {
  return answers.toSorted((a, b) => a.trial.cases.length - b.trial.cases.length);
}

function listing({ trial, kept }: Answered): string {
  const lists = suspensionsOf(trial).map((id) => `case ${id} keeps ${kept[id]!.join(", ") || "nothing"}`);
  return `${switchText(trial.cases)}\n\n${lists.join("\n")}`;
}

interface Claims {
  readonly enough: { readonly name: string; readonly look: string };
  readonly least: { readonly name: string; readonly look: string };
}

function against(input: (random: Random) => Input, { enough, least }: Claims): Scenario {
  const tests: LabTest<Input, Observation>[] = [
    { name: enough.name, check: nothingMissing(enough.look) },
    { name: least.name, check: nothingTooMuch(least.look) },
  ];
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  against(coroutines.inARow, {
    enough: {
      name: "what is read behind an await is kept across it",
      look: "Go on from the case that suspends. What is read on the way, there or later?",
    },
    least: {
      name: "what was only needed before an await is not kept across it",
      look: "The argument is computed before it suspends, and the answer comes after. Who reads the variable then?",
    },
  }),
  against(coroutines.overwritten, {
    enough: {
      name: "what is read and then written is kept",
      look: "A step computes its value first and then gives it to its target: `x = x + y` needs the old `x`.",
    },
    least: {
      name: "what is written before it is read is not kept",
      look: "A variable that gets a new value before anybody reads it has nothing to lose.",
    },
  }),
  against(coroutines.branches, {
    enough: { name: "what only one way needs is kept", look: "Nobody knows yet which way it will go." },
    least: {
      name: "what neither way needs is not kept",
      look: "Behind a suspension only the ways that begin there count, not those that would have led elsewhere.",
    },
  }),
  against(coroutines.loops, {
    enough: {
      name: "what the next turns of a loop need is kept",
      look: "What is alive at the end of a body follows from its head, which lies before it. When is the answer final?",
    },
    least: {
      name: "what a turn makes for itself is not kept",
      look: "Does every way round the loop write it before it reads it?",
    },
  }),
  against(coroutines.errors, {
    enough: {
      name: "what only a handler needs is kept",
      look: "Instead of an answer an error may come. It is thrown in the case that goes on: who takes it there?",
    },
    least: {
      name: "what no handler in reach needs is not kept",
      look:
        "Steps cannot fail. An error is there when it is thrown by `throw`, or comes for an answer; and it brings its variable along.",
    },
  }),
  against(coroutines.ofAllKinds, {
    enough: {
      name: "whatever the cases, nothing is missing",
      look: "Go on from there, case by case, with what is left.",
    },
    least: {
      name: "whatever the cases, each frame is as small as can be",
      look: "Follow all ways from there. Somebody writes the variable first on each of them, or nobody reads it.",
    },
  }),
]);
