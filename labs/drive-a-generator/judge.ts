/** Draws bodies, and compares what they print with what real async functions printed: no order is written down here. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Line, Observation } from "./drive.ts";
import { longLoop, mixed, onePage, pagesThatFail, pageThatCatches, race, ready, thenables } from "./judge_bodies.ts";

type Context = CheckContext<Input>;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function linesOf(observation: Observation): readonly Line[] {
  if (observation?.exported === false) {
    refuseMissing("a function run");
  }
  const { lines, unhandled } = observation ?? {};
  const isLine = ({ who, text, at }: Line) =>
    typeof who === "string" && typeof text === "string" && Number.isInteger(at);
  if (Array.isArray(unhandled) && Array.isArray(lines) && lines.every(isLine)) return lines;
  return refuseShape("a report of what the bodies printed");
}

/** What is compared: all lines, or those of some kind. */
interface Comparison {
  readonly among: (line: Line) => boolean;
  readonly look: string;
}

/** Line by line with the real thing, as far as the lines are `among` those that are compared. */
function compare({ among, look }: Comparison) {
  return (observation: Observation, { reference, trace }: Context): void => {
    const yours = linesOf(observation).filter(among);
    const real = linesOf(reference as unknown as Observation).filter(among);
    const index = real.findIndex((line, place) => sentence(yours[place]) !== sentence(line));
    if (index === -1 && yours.length <= real.length) return;
    const place = index === -1 ? real.length : index;
    const at = yours[place]?.at ?? yours.at(-1)?.at;
    const after = place === 0 ? "" : ` after "${sentence(real[place - 1])}"`;
    refuse({
      expected: real[place] === undefined ? `nothing more${after}` : `"${sentence(real[place])}"${after}`,
      happened: yours[place] === undefined ? "nothing came" : `"${sentence(yours[place])}" came`,
      look,
      ...(at === undefined ? {} : { traceAt: Math.min(at, trace.events.length - 1) }),
    });
  };
}

function sentence(line: Line | undefined): string {
  return line === undefined ? "" : `${line.who}: ${line.text}`;
}

function leavesNoRejection(observation: Observation): void {
  linesOf(observation);
  const { unhandled } = observation;
  if (unhandled.length === 0) return;
  refuse({
    expected: "every rejection to be heard by the body or by the caller",
    happened: `nobody listened to "${unhandled[0]}"`,
    look: "`then` returns a promise too. What becomes of an error that is thrown inside one of its callbacks?",
  });
}

const isCaller = ({ who }: Line) => who.startsWith("caller of ");
const isBody = (line: Line) => !isCaller(line);

type Claim = Scenario<Input, Observation>["tests"][number];

function against(input: (random: Random) => Input, ...tests: readonly Claim[]): Scenario {
  return scenario<Input, Observation>({ input, needsReference: true, tests });
}

const everything = () => true;

const TURNS =
  "Count turns of the microtask queue: an `await` of a promise takes one. What does each promise that your code makes on the way add?";

export const judge = defineJudge([
  against(
    onePage,
    {
      name: "what is waited for comes back as its value, not as a promise",
      check: compare({
        among: isBody,
        look: "Who waits for the promise that the body yielded, and what does that hand to `next`?",
      }),
    },
    {
      name: "the caller goes on at the first wait, and hears of the result in the end",
      check: compare({
        among: isCaller,
        look: "`run` returns its promise at the body's first `yield`. What is it resolved with, and when?",
      }),
    },
    {
      name: "the body begins at once",
      check: compare({
        among: ({ text }) => text === "begins" || text === "goes on",
        look: "An async function runs to its first `await` before its caller goes on.",
      }),
    },
  ),
  against(pageThatCatches, {
    name: "a rejection is thrown into the body where it waits",
    check: compare({
      among: everything,
      look: "A generator can go on with an error, too: then its own `try` around the `yield` sees it.",
    }),
  }),
  against(
    pagesThatFail,
    {
      name: "what the body does not catch rejects the promise, with that very error",
      check: compare({
        among: everything,
        look: "A step of the body can throw: in the first one, and in any later one. Where does that error go?",
      }),
    },
    { name: "no rejection is left that nobody listens to", check: leavesNoRejection },
  ),
  against(thenables, {
    name: "anything with a then method is waited for",
    check: compare({
      among: everything,
      look: "`await` does not ask whether something is a promise. It asks for a `then` method.",
    }),
  }),
  against(ready, {
    name: "each yield gives way, also for what is ready",
    check: compare({
      among: everything,
      look: "Two bodies that wait for plain values take turns. One that goes on at once leaves the other no turn.",
    }),
  }),
  against(longLoop, {
    name: "waiting many thousand times for what is ready needs no deeper stack",
    check: compare({
      among: everything,
      look:
        "A step that calls the next one directly has it above itself on the stack. Which call would have returned first?",
    }),
  }),
  against(race, {
    name: "a wait for what is ready takes one turn of the microtask queue",
    check: compare({ among: everything, look: TURNS }),
  }),
  ...[1, 2].map((set) =>
    against(mixed, {
      name: `bodies take turns exactly as async functions do (set ${set})`,
      check: compare({ among: everything, look: TURNS }),
    })
  ),
]);
