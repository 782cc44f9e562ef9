/** The connections: never more than may be, used again, and all there to be lent when everybody has gone. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Observation, Run } from "./drive.ts";
import { checkDay, circumstances, type Context, runsOf, traceOf } from "./judge_runs.ts";

/** All connections can be lent again. */
export function checkAfterwards(run: Run, observation: Observation, context: Context): void {
  const { size, connectMs } = context.input;
  const served = run.afterwardsMs.filter((ms) => ms !== null && ms <= connectMs).length;
  if (served === size) return;
  refuse({
    expected: `${size} clients who come when all have gone to be served at once`,
    happened: `${served} ${served === 1 ? "was" : "were"}${circumstances(run)}`,
    look: run.cancelled === null
      ? "A slot was taken and never given back. By which way out of `transaction` did its holder leave?"
      : "Follow the client in the trace: what did it have in its hands, or on the way to it, when it was cancelled?",
    ...traceOf(run, observation, context),
  });
}

export function neverMore(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) checkDay(run, observation, context);
}

export function usedAgain(observation: Observation, context: Context): void {
  neverMore(observation, context);
  const [run] = runsOf(observation);
  const most = context.input.size;
  if (run!.connects <= most) return;
  refuse({
    expected: `${most} connections to be opened in all, on a day on which nothing goes wrong`,
    happened: `${run!.connects} were`,
    look: "To open a connection costs the database a process. What becomes of one that was given back in good order?",
    ...traceOf(run!, observation, context),
  });
}

export function everythingIsThere(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    checkDay(run, observation, context);
    checkAfterwards(run, observation, context);
  }
}
