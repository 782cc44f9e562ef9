/** Draws programs and looks at where the pass put its safe points: at loop heads and entries, and nowhere else. */
import { equal } from "@std/assert";
import { refuse, refuseMissing } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import type { Program, Statement } from "./starter.ts";

type Context = CheckContext<Input>;

/** A statement with lists for bodies: braces make no difference. */
interface Plain {
  readonly kind: string;
  readonly body?: readonly Plain[];
  readonly [field: string]: unknown;
}

/** A function of a program, before or after. */
interface PlainFn {
  readonly name: string;
  readonly body: readonly Plain[];
}

const NAMES = [
  "weigh",
  "label",
  "route",
  "summarize",
  "billDepot",
  "sortScans",
  "checkRoute",
  "plan",
  "retry",
  "audit",
];
/** Deeper than any program here: a stranger's data has no bound of its own. */
const MAX_DEPTH = 20;

const work = (text: string): Statement => ({ kind: "work", text });
const call = (callee: string): Statement => ({ kind: "call", callee });
const loop = (test: string, body: Statement | Statement[]): Statement => ({ kind: "loop", test, body });
const branch = (test: string, body: Statement | Statement[]): Statement => ({ kind: "if", test, body });

/** Loops: side by side, in each other, in branches, with `continue`, with braces and without. */
function drawLoops(random: Random): Input {
  const [leaf, outer, inner, bare] = random.shuffle(NAMES) as [string, string, string, string];
  return {
    program: random.shuffle([
      { name: leaf, body: [work("sum += weight"), branch("sum > limit", work("sum = limit"))] },
      {
        name: outer,
        body: [
          work("sum = 0"),
          loop("depots left", [
            branch("closed", { kind: "continue" }),
            loop("parcels left", [call(leaf), work("n++")]),
          ]),
        ],
      },
      {
        name: inner,
        body: [branch("any", [loop("scans left", [branch("late", [loop("tries left", [work("try")])])])])],
      },
      { name: bare, body: [loop("i < n", work("i++")), branch("more", loop("j < n", loop("k < n", call(leaf))))] },
    ]),
  };
}

/** Calls: leaves, functions that only call leaves, circles of one, two and three, and callers of such. */
function drawCalls(random: Random): Input {
  const [leaf, caller, self, left, right, a, b, c, above] = random.shuffle(NAMES) as string[];
  return {
    program: random.shuffle([
      { name: leaf!, body: [work("sum += weight")] },
      { name: caller!, body: [call(leaf!), branch("heavy", call(leaf!))] },
      { name: self!, body: [branch("n > 0", [work("n--"), call(self!)])] },
      { name: left!, body: [branch("even", call(right!))] },
      { name: right!, body: [call(caller!), call(left!)] },
      { name: a!, body: [call(b!)] },
      { name: b!, body: [branch("open", [call(c!)])] },
      { name: c!, body: [call(leaf!), branch("again", call(a!))] },
      { name: above!, body: [call(leaf!), call(self!)] },
    ]),
  };
}

/** What the pass returned, in shape, or a refusal. */
function compiledOf(observation: Observation): readonly PlainFn[] {
  if (observation?.exported !== true) {
    refuseMissing("a function insertSafePoints");
  }
  const compiled: unknown = observation.compiled;
  if (!Array.isArray(compiled)) {
    refuse({
      expected: "a program, which is a list of functions",
      happened: "the pass returned something else",
      look: "See the type Program.",
    });
  }
  return compiled.map((fn): PlainFn => ({ name: String(fn?.name), body: listOf(fn?.body, 0) }));
}

function listOf(body: unknown, depth: number): Plain[] {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  return list.map((statement) => {
    if (depth > MAX_DEPTH || typeof statement !== "object" || statement === null || !("kind" in statement)) {
      refuse({
        expected: "every statement to be one of the kinds in the starter",
        happened: "the pass returned something else in a body",
        look: "A body is a statement or a list of statements: what did a body without braces become?",
      });
    }
    const kind = String(statement.kind);
    return "body" in statement
      ? { ...statement, kind, body: listOf(statement.body, depth + 1) }
      : { ...statement, kind };
  });
}

const given = (program: Program): PlainFn[] => program.map(({ name, body }) => ({ name, body: listOf(body, 0) }));

const isSafePoint = (statement: Plain | undefined) => statement?.kind === "safe point";

function without(body: readonly Plain[]): Plain[] {
  return body.filter((statement) => !isSafePoint(statement))
    .map((statement) => statement.body ? { ...statement, body: without(statement.body) } : statement);
}

function loopsIn(body: readonly Plain[]): Plain[] {
  return body.flatMap((one) => [...one.kind === "loop" ? [one] : [], ...loopsIn(one.body ?? [])]);
}

function callsIn(body: readonly Plain[]): string[] {
  return body.flatMap((one) => one.kind === "call" ? [String(one.callee)] : callsIn(one.body ?? []));
}

function boundedIn(program: readonly PlainFn[]): Set<string> {
  const bounded = new Set<string>();
  for (let before = -1; before !== bounded.size;) {
    before = bounded.size;
    for (const { name, body } of program) {
      if (loopsIn(body).length === 0 && callsIn(body).every((callee) => bounded.has(callee))) bounded.add(name);
    }
  }
  return bounded;
}

function sameProgram(observation: Observation, { input }: Context): void {
  const before = given(input.program);
  const after = compiledOf(observation).map(({ name, body }) => ({ name, body: without(body) }));
  for (const [index, fn] of before.entries()) {
    if (equal(after[index], fn)) continue;
    refuse({
      expected: `${fn.name} to be the same function once its safe points are taken away`,
      happened: after[index] ? "its statements are others, or in another order" : "it is missing",
      look: "The pass only adds. What becomes of a statement inside an if, or of a body without braces?",
    });
  }
  if (after.length !== before.length) {
    refuse({
      expected: "the same functions",
      happened: `there are ${after.length} of them`,
      look: "The pass adds statements only.",
    });
  }
}

function headsOfLoops(observation: Observation): void {
  for (const { name, body } of compiledOf(observation)) {
    for (const { test, body: turn = [] } of loopsIn(body)) {
      if (isSafePoint(turn[0])) continue;
      const elsewhere = turn.some(isSafePoint) ? "its safe point stands behind other statements" : "there is none";
      refuse({
        expected: `the body of "while (${test})" in ${name} to begin with a safe point`,
        happened: elsewhere,
        look:
          "Which statement does every turn pass, also one that ends early? Loops may stand in loops and in branches.",
      });
    }
  }
}

function entries(observation: Observation, { input }: Context): void {
  const bounded = boundedIn(given(input.program));
  for (const { name, body } of compiledOf(observation)) {
    if (bounded.has(name) || isSafePoint(body[0])) continue;
    refuse({
      expected: `${name} to begin with a safe point`,
      happened: `it begins with ${body[0]?.kind ?? "nothing"}, and it can run for long`,
      look: "Follow its calls: does it come to a loop, or back to itself, directly or around?",
    });
  }
}

function boundedStay(observation: Observation, { input }: Context): void {
  const bounded = boundedIn(given(input.program));
  for (const { name, body } of compiledOf(observation)) {
    if (!bounded.has(name) || equal(body, without(body))) continue;
    refuse({
      expected: `${name} to stay as it is`,
      happened: "it has a safe point",
      look: "It has no loop and calls only functions like itself: it is over in a moment, and is called often.",
    });
  }
}

function nowhereElse(observation: Observation): void {
  const refuseIn = (name: string) =>
    refuse({
      expected: `one safe point at the entry and one at each loop's head in ${name}, and no more`,
      happened: "there is another one",
      look: "A branch is no loop, and one check a turn is enough.",
    });
  const look = (name: string, body: readonly Plain[], mayBegin: boolean): void => {
    for (const [index, one] of body.entries()) {
      if (isSafePoint(one) && !(mayBegin && index === 0)) refuseIn(name);
      look(name, one.body ?? [], one.kind === "loop");
    }
  };
  for (const { name, body } of compiledOf(observation)) look(name, body, true);
}

function givenStays(observation: Observation, { input }: Context): void {
  compiledOf(observation);
  if (equal(observation.given, input.program)) return;
  refuse({
    expected: "the program that was handed in to be left alone",
    happened: "the pass changed it",
    look: "Build new statements and new lists: unshift, push and splice change what is there.",
  });
}

function programs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  programs(drawLoops, [
    { name: "every turn of a loop begins with a safe point", check: headsOfLoops },
    { name: "without its safe points, a program with loops is the one that was handed in", check: sameProgram },
    { name: "functions with loops begin with a safe point", check: entries },
    { name: "a bounded function beside them stays as it is", check: boundedStay },
    { name: "there are no more safe points than that in loops", check: nowhereElse },
    { name: "the program that was handed in is not changed", check: givenStays },
  ]),
  programs(drawCalls, [
    { name: "functions that call themselves, directly or around, begin with a safe point", check: entries },
    { name: "functions that call only bounded functions stay as they are", check: boundedStay },
    { name: "without its safe points, a program of calls is the one that was handed in", check: sameProgram },
    { name: "there are no more safe points than that in calls", check: nowhereElse },
  ]),
]);
