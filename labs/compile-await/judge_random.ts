/** Programs of all kinds: every loop in them ends or suspends, and every variable has a value before it is read. */
import type { Expression, Program, Signal, Statement } from "../_runtime/resume_switch/mod.ts";
import type { Random } from "../_runner/lab.ts";
import type { Input } from "./drive.ts";
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

const VARIABLES = ["total", "answer", "weight", "temp1"];
const CALLS = ["weigh", "quote", "ring"];
const PROGRAMS = 24;
const RUNS = 8;
const SIGNALS = 10;

/** As many programs as one call of the drive has time for. */
export function programsOfAllKinds(random: Random): Input {
  const trials = Array.from({ length: PROGRAMS }, (_, index) => ({
    program: drawProgram(random, index),
    runs: Array.from({ length: RUNS }, () => drawRun(random)),
  }));
  return { trials };
}

function drawRun(random: Random): Run {
  const signal = (): Signal =>
    random.integer(0, 7) === 0
      ? { kind: "error", value: random.integer(20, 99) }
      : { kind: "answer", value: random.integer(0, 3) };
  return { values: [random.integer(0, 5)], signals: Array.from({ length: SIGNALS }, signal) };
}

function drawProgram(random: Random, index: number): Program {
  return new Drawing(random).program(`job${index + 1}`);
}

class Drawing {
  readonly #random: Random;
  #counters = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  program(title: string): Program {
    const first = VARIABLES.slice(1).map((variable, index) => set(variable, number(index + 1)));
    const last = give(plus(name("total"), minus(name("answer"), plus(name("weight"), name("temp1")))));
    return { name: title, parameters: ["total"], body: [...first, ...this.#body({ depth: 3, inLoop: false }), last] };
  }

  #body(around: { readonly depth: number; readonly inLoop: boolean }): Statement[] {
    return Array.from({ length: this.#random.integer(1, 3) }, () => this.#statement(around)).flat();
  }

  #statement({ depth, inLoop }: { readonly depth: number; readonly inLoop: boolean }): Statement[] {
    const inside = { depth: depth - 1, inLoop };
    switch (depth === 0 ? this.#random.integer(0, 3) : this.#random.integer(0, 11)) {
      case 4:
      case 5:
        return [when(this.#expression(2), this.#body(inside), this.#random.pick([[], this.#body(inside)]))];
      case 6:
        return [loop(ask(this.#random.pick(CALLS), this.#expression(1)), this.#body({ ...inside, inLoop: true }))];
      case 7: {
        // The counter is nobody else's: the loop ends whatever is in it.
        const counter = `count${++this.#counters}`;
        const turn = [set(counter, plus(name(counter), number(1))), ...this.#body({ ...inside, inLoop: true })];
        const test = and(less(name(counter), number(3)), this.#expression(1));
        return [set(counter, number(0)), loop(test, turn)];
      }
      case 8:
      case 9:
        return [attempt(this.#body(inside), this.#random.pick(VARIABLES), this.#body(inside))];
      case 10:
        return [when(this.#expression(1), [this.#random.pick([give, fail])(this.#expression(2))])];
      case 11:
        return inLoop ? [when(this.#expression(1), [leave])] : [this.#random.pick([give, fail])(this.#expression(1))];
      default:
        return [set(this.#random.pick(VARIABLES), this.#expression(2))];
    }
  }

  #expression(depth: number): Expression {
    const inner = () => this.#expression(depth - 1);
    switch (depth === 0 ? this.#random.integer(0, 1) : this.#random.integer(0, 6)) {
      case 0:
        return number(this.#random.integer(0, 4));
      case 1:
        return name(this.#random.pick(VARIABLES));
      case 2:
      case 3:
        return ask(this.#random.pick(CALLS), inner());
      case 4:
        return and(inner(), inner());
      default:
        return this.#random.pick([plus, minus, less, same])(inner(), inner());
    }
  }
}
