/** The coroutines of each test: a shape that shows one thing, with names and numbers drawn; and the scripts of their runs. */
import type { Case, Plain, Signal } from "../_runtime/resume_switch/mod.ts";
import type { Random } from "../_runner/lab.ts";
import type { Input, Trial } from "./drive.ts";
import type { Run } from "./drive_play.ts";
import {
  ask,
  branch,
  type Draft,
  fail,
  give,
  less,
  name,
  number,
  numbered,
  on,
  plus,
  set,
  sum,
  then,
} from "./judge_build.ts";

const NAMES = ["total", "weight", "price", "rings", "stop", "depot", "zone", "scans", "rest", "label"];
const CALLS = ["weigh", "quote", "route", "ring", "scan", "report"];

type Six = readonly [string, string, string, string, string, string];
type Shape = (v: Six, calls: readonly [string, string, string]) => Readonly<Record<string, Draft>>;

function shape(title: string, drawn: Shape): (random: Random) => Trial {
  return (random) => {
    const v = random.shuffle(NAMES) as unknown as Six;
    const calls = random.shuffle(CALLS) as [string, string, string];
    return { name: title, cases: numbered(drawn(v, calls), random), runs: runsOf(random, v.slice(0, 6)) };
  };
}

/** Every way to answer four questions with 0 or something else, and each of them once with an error. */
function runsOf(random: Random, parameters: readonly string[]): Run[] {
  return Array.from({ length: 16 }, (_, bits) => {
    const values = valuesOf(random, parameters);
    const signals = Array.from({ length: 4 }, (_, place): Signal => ({
      kind: "answer",
      value: (bits >> place) % 2 === 1 ? 0 : random.integer(1, 9),
    }));
    const error: Signal = { kind: "error", value: random.integer(20, 99) };
    return [{ values, signals }, { values, signals: signals.with(bits % 4, error) }];
  }).flat();
}

function valuesOf(random: Random, parameters: readonly string[]): Record<string, number> {
  return Object.fromEntries(parameters.map((parameter) => [parameter, random.integer(1, 9)]));
}

const all = (...shapes: readonly ((random: Random) => Trial)[]) => (random: Random): Input => ({
  trials: shapes.map((draw) => draw(random)),
});

export const inARow = all(
  shape("quoteOne", ([a, b, x, y, z], [f, g, h]) => ({
    start: then([set(x, plus(name(a), number(1)))], ask(f, { with: name(a), into: y, to: "one" })),
    one: then([], ask(g, { with: plus(name(y), number(2)), into: z, to: "two" })),
    two: then([], ask(h, { with: name(z), into: y, to: "three" })),
    three: then([], give(sum(z, x, b))),
  })),
);

export const overwritten = all(
  shape("quoteAgain", ([a, b, x, y, z], [f, g]) => ({
    start: then([set(x, sum(a, b)), set(y, name(a))], ask(f, { with: name(x), into: z, to: "one" })),
    one: then(
      [set(x, plus(name(z), number(1))), set(y, sum(y, x))],
      ask(g, { with: name(y), into: z, to: "two" }),
    ),
    two: then([set(b, name(x)), set(x, number(5))], ask(f, { with: name(b), into: a, to: "three" })),
    three: then([], give(sum(a, x, y))),
  })),
);

export const branches = all(
  shape("chooseZone", ([a, b, c, d, e, y], [f, g, h]) => ({
    start: then([], ask(f, { with: name(a), into: a, to: "test" })),
    test: then([], branch(name(a), "yes", "no")),
    yes: then([set(a, number(1))], ask(g, { with: name(a), into: y, to: "join" })),
    no: then([set(y, sum(b, c))], on("join")),
    join: then([], ask(h, { with: name(y), into: a, to: "end" })),
    end: then([], branch({ kind: "and", left: name(a), right: less(name(b), name(a)) }, "left", "right")),
    left: then([], give(sum(d, y))),
    right: then([], give(name(e))),
  })),
);

export const loops = all(
  shape("sumWeights", ([n, k, total, i, j, x], [f, g, h]) => ({
    start: then([set(n, number(2)), set(total, number(0)), set(i, number(0))], on("head")),
    head: then([], branch(less(name(i), name(n)), "body", "end")),
    body: then([], ask(f, { with: name(i), into: x, to: "add" })),
    add: then([set(total, sum(total, x)), set(j, number(0))], on("inner")),
    inner: then([], branch(less(name(j), number(1)), "again", "next")),
    again: then([], ask(g, { with: sum(j, k), into: x, to: "more" })),
    more: then([set(j, plus(name(j), number(1))), set(total, sum(total, x))], on("inner")),
    next: then([set(i, plus(name(i), number(1)))], on("head")),
    end: then([], ask(h, { with: name(total), into: x, to: "last" })),
    last: then([], give(sum(x, i))),
  })),
  shape("passAlong", ([a, b, c, d, x, e], [f]) => ({
    start: then([set(e, number(0))], on("turn")),
    turn: then([], ask(f, { with: name(e), into: x, to: "shift" })),
    shift: then([set(a, name(b)), set(b, name(c)), set(c, name(d)), set(d, name(x))], branch(name(x), "turn", "out")),
    out: then([], give(name(a))),
  })),
);

export const errors = all(
  shape("weighOrReport", ([a, b, c, d, x, e], [f, g, h]) => {
    const toHandler = { into: e, to: "handler" };
    return {
      start: then([], on("body")),
      body: then([], ask(f, { with: name(a), into: x, to: "got" }), toHandler),
      got: then([set(b, number(7))], branch(name(x), "good", "bad"), toHandler),
      bad: then([], fail(name(c)), toHandler),
      good: then([], ask(g, { with: name(x), into: x, to: "done" }), toHandler),
      done: then([], give(sum(x, b))),
      handler: then([], ask(h, { with: name(e), into: x, to: "after" })),
      after: then([], give(sum(x, d, b))),
    };
  }),
  shape("reportTrouble", ([a, b, c, x], [f]) => ({
    start: then([], ask(f, { with: name(x), into: x, to: "resumed" })),
    resumed: then([], give(sum(x, b)), { into: a, to: "handler" }),
    handler: then([], give(sum(a, c))),
  })),
  shape("askAgain", ([a, b, x, e], [f, g]) => ({
    start: then([], ask(f, { with: name(b), into: x, to: "resumed" })),
    resumed: then([], ask(g, { with: sum(x, e), into: a, to: "end" }), { into: e, to: "handler" }),
    end: then([], give(sum(a, b))),
    handler: then([], give(sum(x, e, b))),
  })),
  shape("failLater", ([a, b, c, d, x, e], [f]) => ({
    start: then([], ask(f, { with: name(a), into: x, to: "test" })),
    test: then([], branch(name(x), "good", "bad")),
    good: then([], give(name(b))),
    bad: then([], fail(name(c)), { into: e, to: "handler" }),
    handler: then([], give(sum(e, d))),
  })),
  shape("quietTry", ([a, b, c, x, y], [f, g]) => ({
    start: then([], ask(f, { with: name(a), into: x, to: "resumed" })),
    resumed: then([set(y, name(x))], on("inside")),
    inside: then([set(y, plus(name(y), number(1)))], on("behind"), { into: x, to: "handler" }),
    behind: then([], ask(g, { with: name(y), into: y, to: "end" })),
    end: then([], on("last")),
    last: then([], give(sum(y, b)), { into: x, to: "handler" }),
    handler: then([], give(sum(x, c))),
  })),
);

const COROUTINES = 20;
const VARIABLES = ["total", "weight", "price", "rings", "stop"];

/** Cases that lead anywhere: no compiler would make them, and the question is the same. */
export function ofAllKinds(random: Random): Input {
  const trials = Array.from({ length: COROUTINES }, (_, index): Trial => {
    const count = random.integer(4, 8);
    const cases = Array.from({ length: count }, () => drawCase(random, count));
    return { name: `job${index + 1}`, cases, runs: runsOf(random, VARIABLES).slice(0, 8) };
  });
  return { trials };
}

function drawCase(random: Random, count: number): Case {
  const to = () => random.integer(0, count - 1);
  const variable = () => random.pick(VARIABLES);
  const both = (): Plain => ({ kind: "and", left: name(variable()), right: name(variable()) });
  const value = (): Plain =>
    random.pick([name(variable()), plus(name(variable()), name(variable())), both(), number(1)]);
  const steps = Array.from({ length: random.integer(0, 2) }, () => set(variable(), value()));
  const onError = random.integer(0, 2) === 0 ? { into: variable(), to: to() } : null;
  switch (random.integer(0, 9)) {
    case 0:
      return { steps, ending: { kind: "return", value: value() }, onError };
    case 1:
      return { steps, ending: { kind: "throw", value: value() }, onError };
    case 2:
      return { steps, ending: { kind: "goto", to: to() }, onError };
    case 3:
    case 4:
    case 5:
      return { steps, ending: { kind: "branch", test: less(value(), value()), yes: to(), no: to() }, onError };
    default: {
      const call = random.pick(CALLS);
      return { steps, ending: { kind: "await", call, argument: value(), answer: variable(), to: to() }, onError };
    }
  }
}
