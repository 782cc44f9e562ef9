/** Compares what completed with what must, and puts the difference into words. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext, LabTest } from "../_runner/lab.ts";
import type { Ending, Input, Log, Observation } from "./drive.ts";
import { expectedOf } from "./judge_expected.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;
type Test = LabTest<Input, Observation>;

/** A wish that is taken back only when epoll reports it in vain costs one wake-up: on each of the two descriptors that go idle. */
const VAIN_AT_MOST = 2;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export a class Proactor",
      happened: "it exports none",
      look: "The starter shows its methods.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuseShape("a report of what completed");
  }
  return observation;
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "run() had returned";
    case "waits":
      return `run() sleeps in ${ending.call}, and nothing will ever wake it`;
    case "threw":
      return `the proactor threw ${ending.error}`;
    case "spins":
      return `run() was stopped after ${ending.calls} system calls, with the clock at ${ending.atMs} ms: it never slept, or was woken again and again`;
  }
}

/** An operation in words: `the read from Ghent, 512 bytes, begun at 10 ms`. */
function operationWords({ action, begunMs }: Log, { actions, depots }: Input): string {
  const asked = actions[action]!;
  const { name } = depots[asked.depot]!;
  if (asked.do === "post") return `the handler that was posted at ${begunMs} ms`;
  const which = asked.do.endsWith("file") ? asked.do : asked.do === "read" ? `read from ${name}` : `write to ${name}`;
  return `the ${which}, ${asked.bytes.toLocaleString("en")} bytes, begun at ${begunMs} ms`;
}

/** Every operation completed, once, with what it must, when it must, and was told of by run. */
function checkAll(observation: Observation, { input }: Context, look: string): void {
  const { log, ending, received } = ranOf(observation);
  const expected = expectedOf(log, input);
  log.forEach((entry, index) => {
    const { action, completed, right, traceAt } = entry;
    const { result, atMs } = expected[index]!;
    if (input.actions[action]!.do === "cancel" || input.actions[action]!.do === "replace") return;
    const operation = operationWords(entry, input);
    const wanted = `${operation}, to complete with ${JSON.stringify(result)}${
      atMs === undefined ? "" : ` at ${atMs} ms`
    }`;
    const say = (happened: string): never => refuse({ expected: wanted, happened, look, traceAt });
    if (completed === null) return say(`it never did: ${endingWords(ending)}`);
    if (completed.by !== "run") return say(`its handler was called by ${completed.by}, not by run()`);
    if (completed.times > 1) return say(`its handler was called ${completed.times} times`);
    if (completed.result !== result) {
      return say(`it completed with ${JSON.stringify(completed.result)} at ${completed.atMs} ms`);
    }
    if (atMs !== undefined && completed.atMs !== atMs) return say(`it completed at ${completed.atMs} ms`);
    if (!right) return say("its buffer holds other bytes than those that were next");
    if (input.actions[action]!.do === "write" && typeof result === "number" && completed.written < result) {
      return say(`at that moment the kernel had taken only ${completed.written.toLocaleString("en")} of them`);
    }
  });
  received.forEach(({ right }, depot) => {
    if (right) return;
    refuse({
      expected: `${input.depots[depot]!.name} to receive the bytes that were written, in their order`,
      happened: "it received others",
      look: "Where does the rest of a write begin that was taken in part?",
    });
  });
  if (log.length < input.actions.length || ending.how !== "returned") {
    refuse({
      expected: "run() to return when nothing is under way and no handler is left",
      happened: endingWords(ending),
      look,
      ...(log.length === 0 ? {} : { traceAt: log.at(-1)!.traceAt }),
    });
  }
}

/** The claim that all is as it must be, about a drawing that puts one thing to the test. */
export function claim(name: string, look: string): Test {
  return { name, check: (observation, context) => checkAll(observation, context, look) };
}

/** The claim about wake-ups. */
export const sleeps: Test = {
  name: "run sleeps until somebody can go on, and is not woken for what nobody waits for",
  check(observation, context) {
    const look =
      "epoll reports a level for as long as it holds, wanted or not. What is it asked for while no read waits, or no write?";
    checkAll(observation, context, look);
    const { vain } = ranOf(observation);
    if (vain <= VAIN_AT_MOST) return;
    refuse({
      expected: "every wake-up to be followed by a read or a write that moves something",
      happened: `${vain} were not`,
      look,
    });
  },
};
