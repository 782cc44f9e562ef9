/** Draws depots, and compares what each stocktaking did, act by act, with one that makes no mistake. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random, Scenario } from "../_runner/lab.ts";
import type { Observation } from "./drive.ts";
import type { Act } from "./drive_stocktaking.ts";
import type { Input } from "./drive_world.ts";
import { expectedActs } from "./judge_expected.ts";
import { drawBroken, drawDeep, drawGrowing, drawNested, drawSeveral } from "./judge_inputs.ts";

type Context = CheckContext<Input>;

function isAct(value: unknown): value is Act {
  const act = value as Act | null;
  const numbers = act?.did === "asks"
    ? [act.place]
    : act?.did === "reports"
    ? [act.place, act.parcels]
    : [act?.parcels];
  return ["asks", "reports", "returns"].includes(String(act?.did)) && numbers.every(Number.isInteger);
}

/** The nights, or a refusal: the report comes out of a process that runs a stranger's code. */
function nightsOf(observation: Observation, input: Input): NonNullable<Observation["nights"]> {
  if (observation?.nights === null) refuseMissing("a function total of one i32 that returns an i32");
  const nights = observation?.nights;
  const isWhole = Array.isArray(nights) && nights.some((night) => night?.mechanism === "JSPI") &&
    nights.every(({ acts }) =>
      Array.isArray(acts) && acts.length === input.stocktakings.length &&
      acts.every((one) => Array.isArray(one) && one.length > 0 && one.every(isAct))
    );
  return isWhole ? nights! : refuseShape("a report of the stocktakings");
}

function inWords(act: Act | undefined, input: Input): string {
  const name = (place: number) => input.places[place]?.name ?? `place ${place}`;
  switch (act?.did) {
    case "asks":
      return `asks ${name(act.place)}`;
    case "reports":
      return `reports ${act.parcels} for ${name(act.place)}`;
    case "returns":
      return `returns ${act.parcels}`;
    case undefined:
      return "is over";
  }
}

function isSame(a: Act | undefined, b: Act | undefined): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder(act: Act | undefined) {
  return act === undefined ? null : [act.did, "place" in act ? act.place : null, "parcels" in act ? act.parcels : null];
}

/** Compares the acts of which `counts` is true, in all stocktakings and in each way to suspend them. */
function compare(observation: Observation, { input }: Context, look: string, counts = (_: Act) => true): void {
  for (const { mechanism, acts } of nightsOf(observation, input)) {
    for (const [stocktaking, all] of acts.entries()) {
      const expected = expectedActs(input, stocktaking).filter(counts);
      const done = all.filter(counts);
      const step = expected.findIndex((act, index) => !isSame(act, done[index]));
      if (step === -1 && done.length === expected.length) continue;
      const before = step > 0 ? ` after it ${inWords(expected[step - 1], input)}` : "";
      refuse({
        expected: `a stocktaking that ${inWords(expected[step], input)}${before}`,
        happened: `it ${inWords(done[step], input)}${mechanism === "JSPI" ? "" : ` (by ${mechanism})`}`,
        look,
      });
    }
  }
}

interface Claim {
  readonly name: string;
  readonly look: string;
  readonly counts?: (act: Act) => boolean;
}

function night(draw: (random: Random) => Input, claims: readonly Claim[]): Scenario {
  return scenario<Input, Observation>({
    input: draw,
    tests: claims.map(({ name, look, counts }) => ({
      name,
      check: (observation, context) => compare(observation, context, look, counts),
    })),
  });
}

export const judge = defineJudge([
  night(drawNested, [
    {
      name: "a depot's total is that of all that lies in it, at any depth",
      look:
        "A part may be a depot, whose parts may be depots. They are taken in order, and which function knows a part's total?",
      counts: ({ did }) => did !== "reports",
    },
    {
      name: "each depot is reported as soon as its total is known",
      look: "The last part of a depot has been counted: what is known at that moment, and who knows it?",
    },
  ]),
  night(drawDeep, [
    {
      name: "it waits at the bottom of two hundred calls",
      look:
        "Each depot is a part of another here. The stack has room for all their calls, and nothing needs to know how many they are.",
    },
  ]),
  night(drawGrowing, [
    {
      name: "a shelf that is put up in the meantime is counted",
      look:
        "`countOf` waited, and others worked. Which of the things that you knew before the call may be old after it?",
    },
  ]),
  night(drawSeveral, [
    {
      name: "stocktakings at the same time do not mix",
      look:
        "All stocktakings run in one module. What lies on a stack is one's own, and what lies in the module's memory is everybody's.",
    },
  ]),
  night(drawBroken, [
    {
      name: "a broken counter ends its stocktaking, and no other",
      look:
        "All calls on the stack are still there when a counter says that it is broken. What does each of them do with what it gets?",
    },
  ]),
]);
