/** What must be true of every day, or nothing else can be said of it; and how a refusal names the day. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Input, Observation, Run } from "./drive.ts";

export type Context = CheckContext<Input>;

/** The days, when there are any. */
export function runsOf(observation: Observation): readonly Run[] {
  if (observation?.exported === false) {
    refuseMissing("a function createPool");
  }
  const { runs } = observation ?? {};
  if (!Array.isArray(runs) || runs.length === 0 || !runs.every((run) => Array.isArray(run?.fates))) {
    refuseShape("a report of what became of the clients");
  }
  return runs;
}

/** Where the trace shows it: the cancellation, or the end of the day. */
export function traceOf(run: Run, observation: Observation, { trace }: Context): { readonly traceAt?: number } {
  if (observation.runs[observation.traced] !== run) return {};
  const at = trace.events.findIndex((event) =>
    event.kind === "printed" && (run.cancelled === null ? /^everybody/ : /is cancelled$/).test(event.text)
  );
  return at === -1 ? {} : { traceAt: at };
}

/** ` when client 2 was cancelled at 70 ms while it waited for timer "40 ms"`. */
export function circumstances({ cancelled }: Run): string {
  if (cancelled === null) return "";
  return ` when client ${cancelled.client} was cancelled at ${cancelled.atMs} ms, while it ${cancelled.was}`;
}

/** The day came to its end, with as many connections as may be, each lent to one client at a time. */
export function checkDay(run: Run, observation: Observation, context: Context): void {
  const where = traceOf(run, observation, context);
  const { size } = context.input;
  if (run.mostOpen > size) {
    refuse({
      expected: `at most ${size} connections at a time`,
      happened: `there were ${run.mostOpen}${circumstances(run)}`,
      look: "A connection counts from the moment at which somebody begins to open it. When does your pool count it?",
      ...where,
    });
  }
  if (run.shared) {
    refuse({
      expected: "a connection to be lent to one client at a time",
      happened: `two had the same one${circumstances(run)}`,
      look: "Who gives it back, and how often?",
      ...where,
    });
  }
  const outlived = run.fates.findIndex((fate) => fate.outlived);
  if (outlived !== -1) {
    refuse({
      expected: `the body of client ${outlived} to end before its transaction does`,
      happened: `it went on, with its connection, when the client had gone${circumstances(run)}`,
      look: "A task that is joined is a task of its own: it does not hear that the one who waits for it was cancelled.",
      ...where,
    });
  }
  if (run.spun) {
    refuse({
      expected: "clients that wait until there is something for them",
      happened: "the tasks went on and on, and no time passed",
      look: "To give way and look again is not to wait. What wakes a client?",
      ...where,
    });
  }
  const stuck = run.fates.findIndex(({ outcome }) => outcome === "none");
  if (run.error === null && stuck === -1) return;
  refuse({
    expected: "the day to end",
    happened: `${stuck === -1 ? "somebody" : `client ${stuck}`} waits for ever${circumstances(run)}` +
      (run.error === null ? "" : ` (${run.error})`),
    look: "Something was given to nobody, or to somebody who had gone.",
    ...where,
  });
}
