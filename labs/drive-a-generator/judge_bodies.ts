/** The bodies that the judge draws, and the order in which what they wait for is settled. */
import type { Random } from "../_runner/lab.ts";
import type { Input, Program, Settling, Statement, Value } from "./drive.ts";

const PLACES = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin"];
const QUESTIONS = ["scans", "route", "eta", "label", "receipt", "customs"];

const plain = (value: string): Value => ({ kind: "plain", value });
const wait = (value: Value, guarded = false): Statement => ({ do: "wait", value, guarded });

/** A page that asks for some answers, one after another; some of them, by the questions' places, will fail. */
function page(random: Random, name: string, { guarded }: { readonly guarded: boolean }) {
  const questions = random.shuffle(QUESTIONS).slice(0, random.integer(2, 4)).map((question) => `${name}'s ${question}`);
  const program: Program = {
    name,
    statements: questions.map((answer) => wait({ kind: "held", answer }, guarded)),
    returns: plain(`the page of ${name}`),
  };
  return { program, questions };
}

function succeed(answers: readonly string[]): Settling[] {
  return answers.map((answer) => ({ answer, fails: false }));
}

export function onePage(random: Random): Input {
  const { program, questions } = page(random, random.pick(PLACES), { guarded: false });
  return { programs: [program], settlings: succeed(questions) };
}

export function pageThatCatches(random: Random): Input {
  const { program, questions } = page(random, random.pick(PLACES), { guarded: true });
  const failing = random.integer(0, questions.length - 1);
  return {
    programs: [program],
    settlings: questions.map((answer, index) => ({ answer, fails: index === failing || random.integer(0, 1) === 0 })),
  };
}

/** Three ways to fail: by an answer that fails late, by a throw of its own, and before the first wait. */
export function pagesThatFail(random: Random): Input {
  const [late, own, early] = random.shuffle(PLACES);
  const first = page(random, late!, { guarded: false });
  const second = page(random, own!, { guarded: false });
  const failing = random.integer(0, first.questions.length - 1);
  return {
    programs: [
      first.program,
      { ...second.program, statements: [...second.program.statements, { do: "throw", text: `${own} is closed` }] },
      { name: early!, statements: [{ do: "throw", text: `${early} is unknown` }], returns: plain("nothing") },
    ],
    settlings: [
      ...first.questions.slice(0, failing + 1).map((answer, index) => ({ answer, fails: index === failing })),
      ...succeed(second.questions),
    ],
  };
}

export function thenables(random: Random): Input {
  const value = () => `${random.pick(QUESTIONS)} ${random.integer(10, 99)}`;
  return {
    programs: [{
      name: random.pick(PLACES),
      statements: [
        wait({ kind: "thenable", value: value() }),
        wait({ kind: "thenable", value: value(), fails: true }, true),
      ],
      returns: { kind: "thenable", value: value() },
    }],
    settlings: [],
  };
}

/** One waits for values, one for promises, one for rejections: all are there already, so turns alone make the order. */
export function race(random: Random): Input {
  const [values, promises, rejections] = random.shuffle(PLACES);
  const each = (make: (text: string) => Value, guarded: boolean) =>
    Array.from({ length: random.integer(4, 6) }, (_, index) => wait(make(`line ${index + 1}`), guarded));
  return {
    programs: random.shuffle<Program>([
      { name: values!, statements: each(plain, false), returns: plain("a page") },
      { name: promises!, statements: each((value) => ({ kind: "settled", value }), false), returns: plain("a page") },
      {
        name: rejections!,
        statements: each((value) => ({ kind: "settled", value, fails: true }), true),
        returns: plain("a page"),
      },
    ]),
    settlings: [],
  };
}

/** Everything at once, in an order that only turns of the microtask queue decide. */
export function mixed(random: Random): Input {
  const names = random.shuffle(PLACES);
  const answers: string[] = [];

  function value(depth: number): Value {
    const text = `${random.pick(QUESTIONS)} ${random.integer(10, 99)}`;
    switch (random.integer(0, depth === 0 ? 4 : 5)) {
      case 0:
      case 1:
        return plain(text);
      case 2:
        return random.integer(0, 2) === 0
          ? { kind: "settled", value: text, fails: true }
          : { kind: "settled", value: text };
      case 3:
        return random.integer(0, 2) === 0
          ? { kind: "thenable", value: text, fails: true }
          : { kind: "thenable", value: text };
      case 4: {
        const answer = `answer ${answers.length + 1}`;
        answers.push(answer);
        return { kind: "held", answer };
      }
      default:
        return { kind: "call", program: program(`${text}, asked inside`, depth - 1) };
    }
  }

  function program(name: string, depth: number): Program {
    const statements = Array.from(
      { length: random.integer(1, 4) },
      (): Statement =>
        random.integer(0, 9) === 0
          ? { do: "throw", text: `${name} is closed` }
          : wait(value(depth), random.integer(0, 2) > 0),
    );
    return { name, statements, returns: value(depth) };
  }

  const programs = names.slice(0, random.integer(2, 4)).map((name) => program(name, 2));
  return {
    programs,
    settlings: random.shuffle(answers).map((answer) => ({ answer, fails: random.integer(0, 3) === 0 })),
  };
}

export function ready(random: Random): Input {
  const [name, other] = random.shuffle(PLACES);
  const values = Array.from({ length: random.integer(2, 4) }, (_, index) => plain(`line ${index + 1}`));
  return {
    programs: [name!, other!].map((each) => ({
      name: each,
      statements: values.map((value) => wait(value)),
      returns: plain("a page"),
    })),
    settlings: [],
  };
}

export function longLoop(random: Random): Input {
  return {
    programs: [{
      name: random.pick(PLACES),
      statements: [{ do: "loop", times: random.integer(60_000, 90_000) }],
      returns: plain("a page"),
    }],
    settlings: [],
  };
}
