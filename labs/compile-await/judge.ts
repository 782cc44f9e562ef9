/** Runs what the compiler made, here and not in the sandbox, and compares each step with what V8's generator does. */
import { type Case, checkSwitch, type Program, programText, switchText } from "../_runtime/resume_switch/mod.ts";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import { inWords, playCases, type Played, playProgram, type Run, signalInWords } from "./drive_play.ts";
import * as programs from "./judge_programs.ts";
import { programsOfAllKinds } from "./judge_random.ts";

type Context = CheckContext<Input>;

/** Cases and steps for each node of a program's tree: an honest compiler needs one or two. */
const MOST_FOR_A_NODE = 6;

/** A program that went wrong: where, and what was to come. */
interface Difference {
  readonly program: Program;
  readonly cases: readonly Case[];
  readonly run: Run;
  readonly expected: readonly Played[];
  readonly yours: readonly Played[];
  readonly step: number;
}

function compiledIn(observation: Observation, { input }: Context): (readonly Case[])[] {
  if (observation?.exported === false) refuseMissing("a function compile");
  if (!Array.isArray(observation?.compiled) || observation.compiled.length !== input.trials.length) {
    return refuseShape("what the compiler made of each program");
  }
  return observation.compiled.map((made, index) => {
    try {
      return checkSwitch(made);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return refuse({
        expected: "the compiler to return cases that can be run",
        happened: `of this program it made some that cannot: ${error.message}`,
        look: programText(input.trials[index]!.program),
      });
    }
  });
}

/** Every run of every program; of several programs that go wrong, the shortest is shown. */
function compare(look: string) {
  return (observation: Observation, context: Context): void => {
    const compiled = compiledIn(observation, context);
    const wrong = context.input.trials.flatMap(({ program, runs }, index) => {
      const differences = runs.map((run) => differenceOf(program, compiled[index]!, run));
      return differences.find((difference) => difference !== null) ?? [];
    });
    const [shown] = wrong.toSorted((a, b) => programText(a.program).length - programText(b.program).length);
    if (shown === undefined) return;
    const { program, cases, run, expected, yours, step } = shown;
    const place = momentOf(shown, context, compiled);
    refuse({
      expected: `${storyOf(program, run, step)}: it ${inWords(expected[step]!)}`,
      happened: yours[step] === undefined ? "your cases had ended" : `with your cases it ${inWords(yours[step])}`,
      look: `${look}\n\n${programText(program)}\n\nYour cases:\n${switchText(cases)}`,
      ...(place === -1 ? {} : { traceAt: place }),
    });
  };
}

function differenceOf(program: Program, cases: readonly Case[], run: Run): Difference | null {
  const expected = playProgram(program, run);
  const yours = playCases(cases, program, run);
  const step = expected.findIndex((outcome, index) =>
    yours[index] === undefined || inWords(outcome) !== inWords(yours[index])
  );
  return step === -1 ? null : { program, cases, run, expected, yours, step };
}

function storyOf({ name }: Program, { values, signals }: Run, step: number): string {
  const given = values.length > 3 ? "…" : values.join(", ");
  const sent = signals.slice(0, step).map(signalInWords);
  return `${name}(${given}) to go on as the generator does${
    step === 0 ? "" : ` when it is sent ${sent.join(", then ")}`
  }`;
}

/** The sandbox ran the same cases and recorded a line for each outcome. */
function momentOf(shown: Difference, { input, trace }: Context, compiled: readonly (readonly Case[])[]): number {
  let before = 0;
  for (const [index, { program, runs }] of input.trials.entries()) {
    for (const run of runs) {
      const isIt = program === shown.program && run === shown.run;
      if (isIt) return nthPrinted(trace.events, before + Math.min(shown.step, shown.yours.length - 1));
      before += playCases(compiled[index]!, program, run).length;
    }
  }
  return -1;
}

function nthPrinted(events: Context["trace"]["events"], n: number): number {
  let left = n;
  return events.findIndex(({ kind }) => kind === "printed" && left-- === 0);
}

function staysSmall(observation: Observation, context: Context): void {
  const compiled = compiledIn(observation, context);
  for (const [index, { program }] of context.input.trials.entries()) {
    const cases = compiled[index]!;
    const size = cases.length + cases.reduce((sum, { steps }) => sum + steps.length, 0);
    const most = MOST_FOR_A_NODE * nodesIn(program);
    if (size <= most) continue;
    refuse({
      expected: `a program of ${nodesIn(program)} statements and expressions to need at most ${most} cases and steps`,
      happened: `there were ${size}`,
      look: "What stands behind an `if` is compiled once, and both ways go on there: how often is it compiled here?",
    });
  }
}

/** Statements and expressions of a tree. */
function nodesIn(tree: unknown): number {
  if (typeof tree !== "object" || tree === null) return 0;
  const inside = Object.values(tree).reduce((sum: number, part) => sum + nodesIn(part), 0);
  return inside + ("kind" in tree ? 1 : 0);
}

function against(
  input: (random: Random) => Input,
  { name, look }: { readonly name: string; readonly look: string },
): Scenario {
  return scenario<Input, Observation>({ input, tests: [{ name, check: compare(look) }] });
}

export const judge = defineJudge([
  against(programs.inARow, {
    name: "awaits in a row are asked in turn, and each answer goes where it belongs",
    look: "A case runs up to an await. Which case goes on, and which variable has the answer then?",
  }),
  against(programs.branches, {
    name: "an if goes one of two ways, and only what is not behind a return goes on",
    look: "Both ways lead to what stands behind the `if`. What if one of them ends in a `return`?",
  }),
  against(programs.loops, {
    name: "a loop tests before every turn, and break leaves the innermost",
    look: "At the end of the body, where does it go on? And who tells a `break` which loop it stands in?",
  }),
  against(programs.awaitedTests, {
    name: "an await in a test is asked again for every turn",
    look: "A test with an await in it is more than a branch: the head of a loop begins before the await.",
  }),
  against(programs.expressions, {
    name: "answers that wait for others are kept, each for itself",
    look: "The left side is computed first. Where is its answer while the right side is asked?",
  }),
  against(programs.takenNames, {
    name: "what the compiler keeps for itself has names that the program does not use",
    look: "Programs may call their variables anything that is made of letters and digits.",
  }),
  against(programs.shortCircuits, {
    name: "what stands behind && is asked only when the left side is not 0",
    look: "`a && b` is a branch: on one of its two ways nothing of `b` is computed. What is its value there?",
  }),
  against(programs.caught, {
    name: "an error goes to the catch around it, also behind an await",
    look: "An error that comes for an answer is thrown where the coroutine goes on: that case needs an `onError` too.",
  }),
  against(programs.furtherOut, {
    name: "behind a try and in its catch, an error goes to the next one around",
    look:
      "A `try` covers its body. Its handler is covered by whatever is around the `try`, and so is what comes after.",
  }),
  scenario<Input, Observation>({
    input: programs.manyInARow,
    tests: [
      { name: "many ifs in a row do what the generator does", check: compare("Which of them goes another way?") },
      { name: "what stands behind an if is compiled once", check: staysSmall },
    ],
  }),
  against(programsOfAllKinds, {
    name: "programs of all kinds do what the generator does",
    look: "Go through the cases by hand, with the answers that it was sent.",
  }),
]);
