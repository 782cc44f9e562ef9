/** Compares what the learner's scheduler did with what the judge's own does: step by step, and how it ended. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import { listing, type Observation } from "./drive.ts";
import { expectedOf } from "./judge_expected.ts";
import type { Programs } from "./judge_programs.ts";

/** Lines shown around the first step that differs. */
const SHOWN = 4;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuse({
      expected: "the file to export a class Scheduler",
      happened: "it exports none",
      look: "The starter shows its methods.",
    });
  }
  const { log, ending } = observation ?? {};
  if (Array.isArray(log) && (ending?.kind === "returned" || ending?.kind === "threw")) return;
  refuseShape("a report of the tasks' steps");
}

/** Every step came, in the order of the rules, and no other. */
export function checkOrder(observation: Observation, { input }: CheckContext<Programs>, look: string): void {
  checkShape(observation);
  const expected = expectedOf(input).log;
  const { log, ending } = observation;
  const place = expected.findIndex((line, index) => log[index]?.line !== line);
  if (place === -1 && log.length <= expected.length) return;
  const first = Math.max(0, (place === -1 ? expected.length : place) - SHOWN);
  const threw = ending.kind === "threw" ? `, and run() threw "${ending.message}"` : "";
  const shown = `The tasks:\n${listing(input)}\n\nSteps from ${first + 1} on, expected:\n${
    lines(expected, first)
  }\nand as they came:\n${lines(log.map(({ line }) => line), first)}`;
  if (place === -1) {
    refuse({
      expected: `${expected.length} steps in all`,
      happened: `another came after them: "${log[expected.length]!.line}"`,
      look: `A task that has ended has no more turns.\n\n${shown}`,
      traceAt: log[expected.length]!.at,
    });
  }
  const came = log[place];
  refuse({
    expected: `step ${place + 1} to be "${expected[place]}"`,
    happened: came === undefined ? `the run ended before it${threw}` : `it was "${came.line}"`,
    look: `${look}\n\n${shown}`,
    ...(came === undefined ? lastStep(observation) : { traceAt: came.at }),
  });
}

function lastStep({ log }: Observation) {
  const last = log.at(-1);
  return last === undefined ? {} : { traceAt: last.at };
}

function lines(all: readonly string[], first: number): string {
  const shown = all.slice(first, first + 2 * SHOWN);
  const more = all.length - first - shown.length;
  return [...shown.map((line) => `  ${line}`), ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}

/** `run` returned, or threw what nobody had waited for. */
export function checkEnding(observation: Observation, { input }: CheckContext<Programs>): void {
  checkShape(observation);
  const { ending } = observation;
  const { unheard } = expectedOf(input);
  const failed = [...unheard.keys()].join(" and ");
  const where = lastStep(observation);
  if (unheard.size === 0) {
    if (ending.kind === "returned") return;
    refuse({
      expected: "run() to return: each error was thrown into a task that waited for it",
      happened: `it threw "${ending.message}"`,
      look: "A failure that some task asked about is that task's business, whether it catches it or not.",
      ...where,
    });
  }
  if (ending.kind === "returned") {
    refuse({
      expected: `run() to throw, when all is done, the errors with which ${failed} failed`,
      happened: "it returned as if nothing had failed",
      look: "Nobody waited for these tasks, so nobody else will ever tell: an error must end somewhere.",
      ...where,
    });
  }
  const missing = [...unheard].filter(([, owner]) => !ending.errorsOf.includes(owner));
  if (missing.length > 0) {
    refuse({
      expected: `an AggregateError that holds the errors with which ${failed} failed`,
      happened: `"${ending.message}" does not hold the very error of ${missing.map(([name]) => name).join(" and ")}`,
      look: "`new AggregateError(errors, message)` takes the errors as they were thrown.",
      ...where,
    });
  }
  // Two tasks may have failed with one error: it may be there twice, or once.
  const extra = ending.errorsOf.find((owner) => ![...unheard.values()].includes(owner));
  if (extra === undefined && ending.others === 0 && ending.errorsOf.length <= unheard.size) return;
  refuse({
    expected: `only the errors with which ${failed} failed`,
    happened: extra === undefined
      ? `there were ${ending.errorsOf.length + ending.others} errors`
      : `the error of ${extra} was among them, though a task had waited for ${extra}`,
    look: "Who has been told of a failure already?",
    ...where,
  });
}

/** `run` threw and named every task that waits for ever. */
export function namesTheStuck(observation: Observation, context: CheckContext<Programs>): void {
  checkOrder(observation, context, "Until nobody can go on, all goes on as ever.");
  const { ending } = observation;
  const { stuck } = expectedOf(context.input);
  const circle = stuck.join(", ");
  if (ending.kind === "returned") {
    refuse({
      expected: `run() to throw, since ${circle} will wait for ever`,
      happened: "it returned as if all had ended",
      look: "The run queue is empty. Is that the same as nobody being left?",
      ...lastStep(observation),
    });
  }
  const unnamed = stuck.filter((name) => !new RegExp(`\\b${name}\\b`).test(ending.message));
  if (unnamed.length > 0) {
    refuse({
      expected: `an error whose message names those that wait: ${circle}`,
      happened: `"${ending.message}" does not name ${unnamed.join(" and ")}`,
      look: "Whoever reads it at night wants to know which tasks hold one another up.",
      ...lastStep(observation),
    });
  }
  const free = context.input.map(({ name }) => name).find((name) =>
    !stuck.includes(name) && new RegExp(`\\b${name}\\b`).test(ending.message)
  );
  if (free === undefined) return;
  refuse({
    expected: `an error whose message names only those that wait: ${circle}`,
    happened: `"${ending.message}" names ${free} too, which has ended`,
    look: "A task that has ended waits for nobody.",
    ...lastStep(observation),
  });
}
