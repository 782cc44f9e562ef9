/** Draws programs, and compares what the learner's loop printed with what Deno did: no order is written down here. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { type Block, type Link, listing, type Observation, type Program, type Reaction, type Step } from "./drive.ts";

type Context = CheckContext<Program>;

const WORDS = ["scan", "route", "eta", "label", "depot", "van", "parcel", "alert", "receipt", "audit"];
/** Lines beyond those that Deno printed. */
const MORE_SHOWN = 3;
/** Delays of the timers that the program sets at the start, in milliseconds. */
const DELAYS = [0, 10, 20];
/** Every other timer waits for longer than those, and all of them for as long: their order is that of setting. */
const LATER_MS = 30;

/** Makes the parts of one program; each text is there once. */
class Writer {
  readonly #random: Random;
  readonly #texts: string[];
  #timers = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#texts = random.shuffle(
      WORDS.flatMap((word) =>
        Array.from({ length: 30 }, (_, index) => `${word} ${10 + 3 * index + random.integer(0, 2)}`)
      ),
    );
  }

  text(): string {
    return this.#texts.pop()!;
  }

  print(): Step {
    return { call: "print", text: this.text() };
  }

  job(...body: Block): Step {
    return { call: "queueMicrotask", body };
  }

  timer(ms: number, ...body: Block): Step {
    return { call: "setTimeout", timer: this.#timers++, ms, body };
  }

  failure(): Step {
    return { call: "throw", text: `no ${this.text()}` };
  }

  reaction(body: Block = [], returns: string | number = this.text()): Reaction {
    return { text: this.text(), body, returns };
  }

  /** A `then` with a handler for values. */
  link(body: Block = [], returns: string | number = this.text()): Link {
    return { fulfilled: this.reaction(body, returns), rejected: null };
  }

  /** So many of these. */
  several(low: number, high: number, make: () => Step): Step[] {
    return Array.from({ length: this.#random.integer(low, high) }, make);
  }
}

const resolve = (promise: number, value: string | number): Step => ({ call: "resolve", promise, value });
const reject = (promise: number, value: string): Step => ({ call: "reject", promise, value });
const then = (promise: number, ...links: Link[]): Step => ({ call: "then", promise, links });

// ---- tests ----------------------------------------------------------------------------------------------------------

/** A program and, when the order is another than Deno's, where to look. */
function prints(
  name: string,
  program: (writer: Writer, random: Random) => Program,
  look: string,
  more: readonly LabTest<Program, Observation>[] = [],
): Scenario {
  return scenario<Program, Observation>({
    input: (random) => program(new Writer(random), random),
    needsReference: true,
    tests: [{ name, check: (observation, context) => compare(observation, context, look) }, ...more],
  });
}

function checkShape(observation: Observation): void {
  const { missing, lines, escaped } = observation ?? {};
  if (typeof missing === "string") {
    refuse({
      expected: "the file to export the classes Loop and Deferred",
      happened: missing,
      look: "The starter shows them.",
    });
  }
  const areTexts = Array.isArray(lines) && lines.every((line) => typeof line === "string");
  if (areTexts && (escaped === null || typeof escaped === "string")) return;
  refuse({
    expected: "a report of what was printed",
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}

function compare(observation: Observation, { input, trace, reference }: Context, look: string): void {
  checkShape(observation);
  const printed = textsOf(reference);
  const { lines, escaped } = observation;
  const more = lines.length - printed.length;
  const yourLines = more > MORE_SHOWN
    ? `${lines.slice(0, printed.length + MORE_SHOWN).join(", ")}, and ${more - MORE_SHOWN} more`
    : lines.join(", ") || "nothing";
  const shown = `Deno printed: ${printed.join(", ")}\nYour loop printed: ${yourLines}\n\n${listing(input)}`;
  const printedAt = trace.events.flatMap(({ kind }, index) => kind === "printed" ? [index] : []);
  const place = printed.findIndex((text, index) => lines[index] !== text);
  if (place !== -1) {
    const yours = lines[place] === undefined ? "ends before it" : `has "${lines[place]}" there`;
    const end = escaped === null ? "" : `, since run threw "${escaped}"`;
    refuse({
      expected: `line ${place + 1} to be "${printed[place]}", as Deno printed it`,
      happened: `yours ${yours}${lines[place] === undefined ? end : ""}`,
      look: `${look}\n\n${shown}`,
      traceAt: printedAt[place] ?? Math.max(0, trace.events.length - 1),
    });
  }
  if (more > 0) {
    refuse({
      expected: `${printed.length} lines, as Deno printed them`,
      happened: `your loop printed ${lines.length}`,
      look: `Each callback runs once.\n\n${shown}`,
      traceAt: printedAt[printed.length] ?? 0,
    });
  }
  if (escaped !== null) {
    refuse({
      expected: "run to return when nothing is left",
      happened: `it threw "${escaped}"`,
      look: "What a callback throws is nobody's but the host's: see `report`.",
    });
  }
}

function textsOf(reference: Json): readonly string[] {
  return Array.isArray(reference) ? reference.map(String) : [];
}

const onTime: LabTest<Program, Observation> = {
  name: "each timer runs at its time, and not before it",
  check(observation) {
    checkShape(observation);
    const { offTime } = observation;
    if (!offTime) return;
    const { delayMs, lateMs, at } = offTime;
    refuse({
      expected: `a timer of ${delayMs} ms to run ${delayMs} ms after it was set`,
      happened: lateMs < 0 ? `it ran ${-lateMs} ms before its time` : `it ran ${lateMs} ms after its time`,
      look:
        "The clock moves only while the loop sleeps. Until when does it have to, and what is the timer's time counted from?",
      traceAt: at,
    });
  },
};

// ---- mixed programs -------------------------------------------------------------------------------------------------

/** Everything, three levels deep. At the end of `main` each promise is settled, if it is not settled by then. */
function mixed(w: Writer, random: Random): Program {
  const promises = 3;
  let left = 12;

  function value(above: number): string | number {
    return above + 1 < promises && random.integer(0, 2) === 0 ? random.integer(above + 1, promises - 1) : w.text();
  }

  function settle(): Step {
    const promise = random.integer(0, promises - 1);
    return random.integer(0, 3) === 0 ? reject(promise, `no ${w.text()}`) : resolve(promise, value(promise));
  }

  function body(depth: number, isAtStart: boolean): Step[] {
    const steps: Step[] = [];
    for (let count = random.integer(0, depth); count > 0 && left > 0; count--) {
      left--;
      steps.push(step(depth - 1, isAtStart));
    }
    if (depth < 3 && random.integer(0, 6) === 0) steps.push(w.failure());
    return steps;
  }

  function handler(depth: number, isAtStart: boolean): Reaction | null {
    return random.integer(0, 3) === 0 ? null : w.reaction(body(depth, isAtStart), value(-1));
  }

  function step(depth: number, isAtStart: boolean): Step {
    switch (random.pick(["job", "timer", "then", "then", "settle"] as const)) {
      case "job":
        return w.job(w.print(), ...body(depth, isAtStart));
      case "timer":
        return w.timer(isAtStart ? random.pick(DELAYS) : LATER_MS, w.print(), ...body(depth, false));
      case "settle":
        return settle();
      case "then":
        // When its handlers run is not known here: a timer that they set is one of the later ones.
        return then(
          random.integer(0, promises - 1),
          ...Array.from({ length: random.integer(1, 3) }, () => ({
            fulfilled: handler(depth, false),
            rejected: handler(depth, false),
          })),
        );
    }
  }

  const main: Step[] = [w.print()];
  while (left > 0) {
    left--;
    main.push(step(2, true));
  }
  for (let promise = 0; promise < promises; promise++) main.push(resolve(promise, w.text()));
  return { promises, main };
}

// ---- the judge ------------------------------------------------------------------------------------------------------

export const judge = defineJudge([
  prints(
    "jobs run before timers, and after the code that queued them",
    (w, random) => ({
      promises: 0,
      main: [
        w.timer(0, w.print()),
        ...w.several(2, 3, () => w.job(w.print())),
        w.timer(random.pick(DELAYS), w.print()),
        w.print(),
      ],
    }),
    "A timer of 0 ms was set first and comes last. In how many queues do these callbacks wait?",
  ),
  prints(
    "jobs that jobs queue run before the next timer too",
    (w) => ({
      promises: 0,
      main: [
        w.timer(0, w.print(), w.job(w.print(), w.job(w.print()))),
        w.timer(0, w.print()),
        w.job(w.print(), w.job(w.print(), w.job(w.print())), w.print()),
        w.job(w.print()),
      ],
    }),
    "When may the loop take its next task: when it has run the jobs that were there, or when none is left?",
  ),
  prints(
    "the jobs of one timer run before the next timer that is due",
    (w) => ({
      promises: 0,
      main: [
        w.timer(10, w.print(), w.job(w.print()), w.print()),
        w.timer(10, w.print(), w.job(w.print())),
        w.timer(10, w.print()),
      ],
    }),
    "Several timers are due at once. What happens between two of them?",
  ),
  prints(
    "timers come by the time at which they are due, and those of one time in the order in which they were set",
    (w, random) => ({
      promises: 0,
      main: random.shuffle([20, 20, 20, 20, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0]).map((ms) =>
        w.timer(ms, w.print(), ...(ms === 10 ? [w.timer(LATER_MS, w.print())] : []))
      ),
    }),
    "The earliest due goes first. And of two that are due at the same time: does your list, or your heap, know which was set first?",
    [onTime],
  ),
  prints(
    "a timer that was cleared does not run, even when it was due already",
    (w, random) => {
      const [first, second, third] = [w.timer(0, w.print()), w.timer(10, w.print()), w.timer(10, w.print())];
      const [due, later] = [w.timer(0, w.print()), w.timer(20, w.print())];
      const clear = (step: Step): Step => ({
        call: "clearTimeout",
        timer: step.call === "setTimeout" ? step.timer : -1,
      });
      const clears = random.shuffle([clear(due), clear(second)]);
      return {
        promises: 0,
        main: [
          first,
          w.timer(0, w.print(), ...clears),
          due,
          second,
          third,
          later,
          w.job(w.print(), clear(later)),
          w.timer(10, w.print(), clear(third)),
          w.timer(20, w.print()),
        ],
      };
    },
    "A timer may be cleared while the one before it runs: who holds it at that moment? And one that has run already may be cleared, which means nothing.",
  ),
  prints(
    "a callback that throws takes nobody along",
    (w, random) => ({
      promises: 0,
      main: [
        ...random.shuffle([w.job(w.print(), w.job(w.print()), w.failure()), w.job(w.print())]),
        w.timer(0, w.print(), w.job(w.print()), w.failure()),
        w.timer(0, w.print(), w.job(w.failure()), w.job(w.print())),
        w.print(),
      ],
    }),
    "The loop calls callbacks of people who do not know each other. Who gets to see what one of them throws, and when?",
  ),
  prints(
    "a handler runs in a job, also when its promise is settled already",
    (w) => {
      const value = w.text();
      return {
        promises: 1,
        main: [
          resolve(0, value),
          then(0, w.link([then(0, w.link()), w.print()])),
          w.job(w.print()),
          then(0, w.link()),
          w.print(),
        ],
      };
    },
    "`then` never calls anybody. The promise has its value: what is there to do, and when is it done?",
  ),
  prints(
    "each link of a chain is a job later than the one before",
    (w, random) => {
      const order = random.shuffle([resolve(0, w.text()), resolve(1, w.text())]);
      return {
        promises: 2,
        main: [
          then(0, w.link(), w.link(), w.link()),
          then(1, w.link(), w.link()),
          then(0, w.link([w.job(w.print())])),
          ...order,
          w.print(),
        ],
      };
    },
    "`then` returns a promise of its own, which is settled when the handler has run. Whose handlers are queued by that?",
  ),
  prints(
    "what has no handler is passed on, in a job as well",
    (w, random) => {
      const none: Link = { fulfilled: null, rejected: null };
      const catches: Link = { fulfilled: null, rejected: w.reaction() };
      return {
        promises: 3,
        main: [
          then(0, none, w.link(), none, none, w.link()),
          then(1, w.link(), w.link(), catches, w.link()),
          then(2, w.link(), w.link(), w.link(), w.link(), w.link()),
          ...random.shuffle([resolve(0, w.text()), reject(1, `no ${w.text()}`), resolve(2, w.text())]),
        ],
      };
    },
    "A link without a handler for what comes still is a promise of its own: it takes the outcome over in its own job, a value as a value and a reason as a reason.",
  ),
  prints(
    "what a handler throws is the next one's reason, and a handled reason is over",
    (w) => {
      const thrown: Link = { fulfilled: w.reaction([w.failure()]), rejected: null };
      const both = (): Link => ({ fulfilled: w.reaction(), rejected: w.reaction() });
      const again: Link = { fulfilled: w.reaction(), rejected: w.reaction([w.failure()]) };
      return {
        promises: 3,
        main: [
          then(0, thrown, both(), both()),
          then(1, again, both(), both()),
          then(2, w.link(), w.link(), w.link(), w.link()),
          resolve(2, w.text()),
          reject(1, `no ${w.text()}`),
          resolve(0, w.text()),
          w.print(),
        ],
      };
    },
    "Which of its two handlers did the link call, and is the next link's promise resolved by what it returned, or rejected by what it threw?",
  ),
  prints(
    "a promise is resolved once",
    (w) => ({
      promises: 4,
      main: [
        ...[0, 1, 2].map((promise) => then(promise, { fulfilled: w.reaction(), rejected: w.reaction() })),
        resolve(0, w.text()),
        resolve(0, w.text()),
        reject(0, `no ${w.text()}`),
        reject(1, `no ${w.text()}`),
        resolve(1, w.text()),
        resolve(2, 3),
        resolve(2, w.text()),
        reject(2, `no ${w.text()}`),
        w.job(w.print(), resolve(3, w.text())),
        w.print(),
      ],
    }),
    "The first `resolve` or `reject` decides. One that names another promise decides as well, although nothing is settled yet.",
  ),
  prints(
    "taking over another promise takes two jobs",
    (w, random) => {
      const steps = random.shuffle([
        then(0, w.link(), w.link()),
        then(1, w.link([], 2), w.link(), w.link()),
        then(2, w.link(), w.link(), w.link(), w.link(), w.link(), w.link()),
        then(3, { fulfilled: w.reaction(), rejected: w.reaction() }, w.link()),
      ]);
      return {
        promises: 5,
        main: [
          resolve(2, w.text()),
          resolve(0, 2),
          resolve(1, w.text()),
          resolve(3, 4),
          reject(4, `no ${w.text()}`),
          ...steps,
          w.print(),
        ],
      };
    },
    "The other promise's `then` could be anybody's code, so the runtime does not call it at once. One job calls it; and in which is the handler that it is given?",
  ),
  ...["one", "another", "a third", "a fourth"].map((which) =>
    prints(
      `everything at once, ${which} program`,
      mixed,
      "Step through the timeline: each bar is a task or a job. Which one came too early, and who queued it?",
    )
  ),
]);
