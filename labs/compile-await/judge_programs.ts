/** The programs of each test: a shape that shows one thing, with names and numbers drawn; and the scripts of their runs. */
import type { Program, Signal, Statement } from "../_runtime/resume_switch/mod.ts";
import type { Random } from "../_runner/lab.ts";
import type { Input, Trial } from "./drive.ts";
import type { Run } from "./drive_play.ts";
import {
  and,
  ask,
  attempt,
  fail,
  give,
  leave,
  less,
  loop,
  minus,
  name,
  number,
  plus,
  same,
  set,
  when,
} from "./judge_build.ts";

const NAMES = ["total", "weight", "price", "rings", "stop", "depot", "zone", "scans", "rest"];
const CALLS = ["weigh", "quote", "route", "ring", "scan", "report"];
/** What people call what they need for themselves; a program may use these too. */
const TAKEN = ["answer", "result", "value", "temp", "tmp", "t", "kept", "saved", "left", "right", "x", "a", "v", "r"]
  .flatMap((base) => ["", "0", "1", "2", "3"].map((number) => base + number));

type Draw = (random: Random) => Input;
/** Words for one program: names of variables and of calls, all different. */
interface Words {
  readonly v: readonly [string, string, string, string];
  readonly c: readonly [string, string, string];
  readonly random: Random;
}
type Body = (words: Words) => Statement[];

/** A number that no other answer of the run is: 0 is for the other way. */
function answers(random: Random, isZero: readonly boolean[]): Signal[] {
  const drawn = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  return isZero.map((zero, index) => ({ kind: "answer", value: zero ? 0 : drawn[index % drawn.length]! }));
}

/** Every way to answer so many questions with 0 or something else. */
function everyWay(random: Random, questions: number): Run[] {
  return Array.from({ length: 2 ** questions }, (_, bits) => ({
    values: [random.integer(1, 9)],
    signals: answers(random, Array.from({ length: questions }, (_, place) => (bits >> place) % 2 === 1)),
  }));
}

/** The same, with an error in the place of one answer. */
function withErrors(random: Random, questions: number): Run[] {
  return everyWay(random, questions).flatMap((run) =>
    run.signals.map((_, place) => ({
      values: run.values,
      signals: run.signals.with(place, { kind: "error", value: random.integer(20, 99) }),
    }))
  );
}

/** One program of a shape. Its parameter is the first of the names. */
function program(random: Random, { title, body }: { readonly title: string; readonly body: Body }): Program {
  const v = random.shuffle(NAMES) as [string, string, string, string];
  const c = random.shuffle(CALLS) as [string, string, string];
  return { name: title, parameters: [v[0]], body: body({ v, c, random }) };
}

function shape(title: string, questions: number, body: Body): (random: Random) => Trial {
  return (random) => ({ program: program(random, { title, body }), runs: everyWay(random, questions) });
}

function failing(title: string, questions: number, body: Body): (random: Random) => Trial {
  return (random) => ({ program: program(random, { title, body }), runs: withErrors(random, questions) });
}

const all = (...shapes: readonly ((random: Random) => Trial)[]): Draw => (random) => ({
  trials: shapes.map((draw) => draw(random)),
});

export const inARow = all(
  shape("quoteOne", 3, ({ v: [a, b, x, y], c: [f, g], random }) => [
    set(b, ask(f, name(a))),
    set(x, ask(g, plus(name(b), number(random.integer(1, 9))))),
    set(y, minus(name(x), name(b))),
    set(x, ask(f, name(y))),
    give(plus(name(x), plus(name(a), name(y)))),
  ]),
);

export const branches = all(
  shape("chooseZone", 3, ({ v: [a, b, x], c: [f, g, h], random }) => [
    set(x, number(random.integer(1, 9))),
    set(b, ask(f, name(a))),
    when(name(b), [
      set(x, ask(g, name(b))),
      when(less(name(x), number(1)), [give(plus(name(b), number(10)))]),
      set(x, plus(name(x), number(1))),
    ], [set(x, name(a))]),
    when(same(name(x), name(a)), [], [set(b, plus(name(b), number(100)))]),
    set(a, ask(h, name(x))),
    give(minus(name(a), name(b))),
  ]),
  shape("closeDepot", 3, ({ v: [a, b], c: [f, g] }) => [
    set(b, ask(f, name(a))),
    when(name(b), [give(name(b)), set(b, ask(g, number(1)))], [set(b, ask(g, number(2)))]),
    give(minus(name(b), name(a))),
    set(a, ask(f, number(3))),
    give(name(a)),
  ]),
  shape("ringOnce", 2, ({ v: [a, b], c: [f, g] }) => [
    set(b, ask(f, name(a))),
    when(name(b), [set(b, ask(g, name(b)))]),
  ]),
);

export const loops = all(
  shape("sumWeights", 6, ({ v: [a, b, x, y], c: [f, g], random }) => [
    set(x, number(0)),
    set(y, number(0)),
    loop(less(name(x), number(random.integer(2, 3))), [
      set(x, plus(name(x), number(1))),
      set(b, number(0)),
      loop(less(name(b), number(2)), [
        set(b, plus(name(b), number(1))),
        set(a, ask(f, plus(name(x), name(b)))),
        when(less(name(a), number(1)), [leave, set(y, number(1_000))]),
        set(y, plus(name(y), name(a))),
      ]),
      set(y, plus(name(y), number(50))),
      when(less(number(100), name(y)), [leave]),
    ]),
    give(ask(g, name(y))),
  ]),
  shape("skipEmpty", 2, ({ v: [a, b], c: [f] }) => [
    set(b, number(7)),
    loop(less(name(a), number(0)), [set(b, ask(f, number(1)))]),
    loop(number(1), [set(a, plus(name(a), number(1))), when(less(number(12), name(a)), [leave])]),
    give(plus(name(b), name(a))),
  ]),
);

export const awaitedTests = all(
  shape("ringDoors", 5, ({ v: [a, b], c: [f, g] }) => [
    set(b, number(0)),
    loop(ask(f, name(b)), [set(b, plus(name(b), number(1))), when(less(number(3), name(b)), [leave])]),
    when(ask(g, name(a)), [set(b, plus(name(b), number(10)))], [set(b, plus(name(b), number(20)))]),
    give(name(b)),
  ]),
  shape("callTwice", 5, ({ v: [a, b, x], c: [f, g] }) => [
    set(x, number(0)),
    loop(less(number(0), ask(f, name(x))), [
      loop(same(ask(g, name(a)), number(0)), [set(x, plus(name(x), number(1)))]),
      set(b, name(x)),
      set(x, plus(name(b), number(10))),
    ]),
    give(name(x)),
  ]),
);

export const expressions = all(
  shape("compareTwo", 2, ({ v: [a, b], c: [f, g] }) => [
    set(b, minus(ask(f, name(a)), ask(g, plus(name(a), number(1))))),
    give(name(b)),
  ]),
  shape("routeAll", 5, ({ v: [a, b], c: [f, g, h] }) => [
    set(b, minus(name(a), ask(f, plus(ask(g, name(a)), ask(h, number(2)))))),
    give(minus(minus(ask(f, name(b)), name(b)), ask(g, number(5)))),
  ]),
);

/** Its parameters are called as compilers call their own. */
export const takenNames: Draw = (random) => {
  const parameters = random.shuffle(TAKEN);
  const sum = parameters.reduce((sum, each) => plus(sum, name(each)), number(0));
  const [f, g] = random.shuffle(CALLS) as [string, string];
  const body = [
    set("rest", minus(ask(f, number(1)), and(ask(g, number(2)), ask(f, number(3))))),
    give(plus(name("rest"), sum)),
  ];
  const values = parameters.map(() => random.integer(10, 99));
  return {
    trials: [{
      program: { name: "manyNames", parameters, body },
      runs: everyWay(random, 3).map(({ signals }) => ({ values, signals })),
    }],
  };
};

export const shortCircuits = all(
  shape("askIfNeeded", 4, ({ v: [a, b], c: [f, g, h] }) => [
    set(b, plus(and(ask(f, name(a)), ask(g, number(1))), ask(h, number(2)))),
    when(and(name(b), ask(f, name(b))), [give(number(1))]),
    give(name(b)),
  ]),
  shape("ringAtMost", 4, ({ v: [a, b], c: [f] }) => [
    set(b, number(0)),
    loop(and(less(name(b), number(3)), ask(f, name(b))), [set(b, plus(name(b), number(1)))]),
    give(plus(name(a), and(number(0), ask(f, number(9))))),
  ]),
);

export const caught = all(
  failing("weighOrReport", 3, ({ v: [a, b, x, e], c: [f, g] }) => [
    set(x, number(1)),
    attempt(
      [
        set(b, ask(f, name(a))),
        set(x, plus(name(b), number(10))),
        set(b, ask(g, name(x))),
        when(less(name(b), number(1)), [fail(plus(name(x), number(200)))]),
        set(x, plus(name(x), number(1))),
        set(b, ask(f, name(x))),
      ],
      e,
      [give(plus(name(e), name(x)))],
    ),
    give(minus(name(b), name(x))),
  ]),
  failing("failAtOnce", 2, ({ v: [a, b, x, e], c: [f] }) => [
    set(x, number(1)),
    attempt([set(x, plus(name(x), name(a))), fail(name(x))], e, [set(b, ask(f, name(e)))]),
    give(plus(name(b), name(x))),
  ]),
);

export const furtherOut = all(
  failing("reportTrouble", 3, ({ v: [a, b, e], c: [f, g] }) => [
    attempt([set(b, ask(f, name(a)))], e, [set(b, ask(g, name(e)))]),
    set(a, ask(f, name(b))),
    give(minus(name(a), name(b))),
  ]),
  (random) => {
    const trial = failing("passItOn", 4, ({ v: [a, b, x, e], c: [f, g, h] }) => [
      set(x, number(0)),
      attempt(
        [
          attempt([set(b, ask(f, name(a)))], e, [set(x, ask(g, name(e))), fail(plus(name(e), number(1)))]),
          set(x, ask(h, name(b))),
        ],
        b,
        [set(x, plus(name(x), ask(g, name(b))))],
      ),
      give(name(x)),
    ])(random);
    const twice = trial.runs.flatMap((run) =>
      run.signals.map((_, place) => ({
        values: run.values,
        signals: run.signals.with(place, { kind: "error", value: random.integer(20, 99) } as const),
      }))
    );
    return { ...trial, runs: twice };
  },
  failing("failBehind", 3, ({ v: [a, b, x, e], c: [f, g] }) => [
    attempt(
      [
        attempt([set(b, ask(f, name(a)))], e, [set(b, number(1))]),
        fail(plus(name(b), number(300))),
      ],
      x,
      [set(b, ask(g, name(x)))],
    ),
    attempt([set(x, ask(f, name(b)))], e, [fail(plus(name(e), number(500)))]),
    fail(minus(name(x), name(b))),
  ]),
  failing("leaveEarly", 4, ({ v: [a, b, e], c: [f, g] }) => [
    loop(number(1), [
      attempt([set(b, ask(f, name(a))), when(name(b), [leave])], e, [set(b, name(e)), leave]),
    ]),
    set(a, ask(g, name(b))),
    give(plus(name(a), name(b))),
  ]),
);

/** So many that a copy of the rest for each way would be thousands of cases. */
const MANY = 9;

export const manyInARow: Draw = all(
  shape("sortParcels", 4, ({ v: [a, b], c: [f, g] }) => [
    set(b, number(0)),
    ...Array.from(
      { length: MANY },
      (_, place) =>
        when(less(name(a), number(place)), [set(b, plus(name(b), ask(f, number(place))))], [
          set(b, plus(name(b), number(1))),
        ]),
    ),
    give(ask(g, name(b))),
  ]),
);
