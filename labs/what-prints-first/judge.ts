/** Draws programs, and compares the learner's prediction with what Deno printed: no order is written down here. */
import { refuse, refuseMissing } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random, Scenario } from "../_runner/lab.ts";
import { listing, type Observation } from "./drive.ts";
import type { Queue, Step } from "./starter.ts";

type Block = readonly Step[];

/** Lines beyond those that Deno printed: a prediction may have thousands. */
const MORE_SHOWN = 3;

const WORDS = [
  "scan",
  "route",
  "eta",
  "label",
  "depot",
  "van",
  "parcel",
  "alert",
  "page",
  "receipt",
  "summary",
  "audit",
];

/** Gives each line of a program a text of its own. */
function printer(random: Random): () => Step {
  const texts = random.shuffle(
    WORDS.flatMap((word) => [`${word} ${random.integer(10, 49)}`, `${word} ${random.integer(50, 99)}`]),
  );
  return () => ({ call: "print", text: texts.pop()! });
}

function queue(call: Queue, ...steps: Block): Step {
  return { call, steps };
}

const micro = (...steps: Block) => queue("queueMicrotask", ...steps);
const tick = (...steps: Block) => queue("process.nextTick", ...steps);
const timer = (...steps: Block) => queue("setTimeout", ...steps);
const immediate = (...steps: Block) => queue("setImmediate", ...steps);
const message = (...steps: Block) => queue("postMessage", ...steps);

const EVERY_QUEUE: readonly Queue[] = [
  "queueMicrotask",
  "process.nextTick",
  "setTimeout",
  "setImmediate",
  "postMessage",
];

/** What may still be put into a block of a mixed program. */
interface Room {
  readonly depth: number;
  readonly inTimer: boolean;
  /** True in microtasks and in the ticks that they queued. */
  readonly inMicrotask: boolean;
}

/**
 * A random program. Two things are never drawn, since Deno gives them no order that holds: a timer set by a timer's callback
 * may miss the next turn, and a tick queued by a microtask of a turn's last timer may come after that turn's messages.
 */
function mixed(random: Random): Block {
  const print = printer(random);
  let left = 9;

  function block({ depth, inTimer, inMicrotask }: Room): Block {
    const steps = [print()];
    const calls: (Queue | "async")[] = ["async", "queueMicrotask", "setImmediate", "postMessage"];
    if (!inTimer) calls.push("setTimeout");
    if (!inTimer || !inMicrotask) calls.push("process.nextTick");
    for (let count = random.integer(depth, 2 * depth); count > 0 && left > 0; count--) {
      left--;
      const call = random.pick(calls);
      const inner = { depth: depth - 1, inTimer, inMicrotask };
      switch (call) {
        case "async":
          steps.push({ call, steps: block(inner), afterAwait: block({ ...inner, inMicrotask: true }) });
          break;
        case "queueMicrotask":
          steps.push(queue(call, ...block({ ...inner, inMicrotask: true })));
          break;
        case "process.nextTick":
          steps.push(queue(call, ...block(inner)));
          break;
        case "setTimeout":
          steps.push(queue(call, ...block({ ...inner, inTimer: true, inMicrotask: false })));
          break;
        case "setImmediate":
        case "postMessage":
          steps.push(queue(call, ...block({ ...inner, inTimer: false, inMicrotask: call === "postMessage" })));
      }
    }
    return steps;
  }

  return block({ depth: 3, inTimer: false, inMicrotask: true });
}

/** Scenarios for one queue after the other, named as a reader would: what holds for one need not hold for another. */
function eachOf(
  queues: Readonly<Record<string, (...steps: Block) => Step>>,
  scenarios: (call: (...steps: Block) => Step, name: string) => Scenario[],
): Scenario[] {
  return Object.entries(queues).flatMap(([name, call]) =>
    scenarios(call, name === "immediate" ? "an immediate" : `a ${name}`)
  );
}

/** One test: a program and, when the prediction fails, where to look. */
function predicts(name: string, program: (print: () => Step, random: Random) => Block, look: string): Scenario {
  return scenario<Block, Observation>({
    input: (random) => program(printer(random), random),
    needsReference: true,
    tests: [{ name, check: (observation, context) => compare(observation, context, look) }],
  });
}

function compare(observation: Observation, context: CheckContext<Block>, look: string): void {
  const printed = lines(context.reference);
  const predicted = linesOf(observation);
  const more = predicted.length - printed.length;
  const yourLines = more > MORE_SHOWN
    ? `${predicted.slice(0, printed.length + MORE_SHOWN).join(", ")}, and ${more - MORE_SHOWN} more`
    : predicted.join(", ") || "nothing";
  const shown = `Deno printed: ${printed.join(", ")}\nYou predicted: ${yourLines}\n\n${listing(context.input)}`;
  const place = printed.findIndex((text, index) => predicted[index] !== text);
  if (place !== -1) {
    const yours = predicted[place] === undefined ? "ends before it" : `has "${predicted[place]}" there`;
    refuse({
      expected: `line ${place + 1} to be "${printed[place]}", as Deno printed it`,
      happened: `your prediction ${yours}`,
      look: `${look}\n\n${shown}`,
    });
  }
  if (predicted.length > printed.length) {
    refuse({
      expected: `${printed.length} lines, as Deno printed them`,
      happened: `your prediction has ${predicted.length}`,
      look: `Each print of the program is printed once.\n\n${shown}`,
    });
  }
}

function linesOf(observation: Observation): readonly string[] {
  switch (observation?.kind) {
    case "predicted":
      return lines(observation.lines);
    case "not-a-list":
      return refuse({
        expected: "predict to return a list of texts",
        happened: `it returned ${observation.got}`,
        look: "predict works the order out at once and returns it: it asks no loop, and prints nothing itself.",
      });
    default:
      return refuseMissing("a function predict");
  }
}

/** What is no text is shown as such: it equals no printed line. */
function lines(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((line) => typeof line === "string" ? line : `(not a text)`) : [];
}

export const judge = defineJudge([
  predicts(
    "what waits in a queue prints after the running code has ended",
    (p, random) => {
      const call = random.pick(EVERY_QUEUE);
      return [p(), queue(call, p(), p()), p(), queue(call, p()), p()];
    },
    "Follow the code that runs now to its last line: when does a callback that it only handed over get its turn?",
  ),
  predicts(
    "an async function runs at once, up to its await",
    (p) => [
      p(),
      { call: "async", steps: [p(), p()], afterAwait: [p()] },
      micro(p()),
      { call: "async", steps: [p()], afterAwait: [p(), p()] },
      p(),
    ],
    "A call is a call: nothing waits before the first await. What follows the await waits, and in a queue that you know.",
  ),
  predicts(
    "a microtask queued by a microtask goes to the end of the queue",
    (p) => [micro(p(), micro(p(), micro(p())), p()), p(), micro(p()), micro(p(), micro(p()))],
    "A queue is served in the order of arrival: who was there when the newcomer arrived?",
  ),
  predicts(
    "the loop goes on when no microtask is left",
    (p, random) => {
      const next = random.pick([timer, immediate, message]);
      return [next(p()), micro(p(), micro(p(), micro(p()))), p()];
    },
    "Count how many microtasks run before the loop takes its next callback, and which of them were there at the start.",
  ),
  predicts(
    "in a message handler, microtasks run before ticks",
    (p) => [tick(p(), micro(p()), tick(p())), micro(p(), tick(p())), p()],
    "A message handler is itself called from the microtask queue. That queue is being emptied when the handler ends.",
  ),
  ...eachOf({ timer, immediate }, (next, name) => [
    predicts(
      `in ${name}, ticks run before microtasks`,
      (p) => [next(p(), micro(p()), tick(p(), tick(p()), micro(p())), p()), p()],
      "The loop calls timers and immediates itself. Try one with a microtask and a tick in your experiment.",
    ),
    predicts(
      `ticks and microtasks of ${name} run before the next one`,
      (p) => [next(p(), micro(p()), tick(p())), next(p(), tick(p())), next(p()), p()],
      "Several callbacks of one kind are due in one turn. Look at what happens between two of them.",
    ),
  ]),
  predicts(
    "messages of one turn are handed over together",
    (p) => [message(p(), micro(p()), tick(p())), message(p(), micro(p())), message(p()), p()],
    "All messages that wait are taken in one go, and each handler is called from a microtask. Which queue stands behind them?",
  ),
  predicts(
    "immediates of a message handler run before its timers",
    (p, random) => [...random.shuffle([timer(p()), timer(p()), immediate(p()), immediate(p())]), p()],
    "The loop goes round: timers, messages, immediates, and again. Start where a message handler stands.",
  ),
  predicts(
    "timers come before messages, and messages before immediates",
    (p, random) => [immediate(p(), ...random.shuffle([timer(p()), message(p()), immediate(p())])), p()],
    "The loop goes round: timers, messages, immediates, and again. Start where an immediate stands.",
  ),
  ...eachOf({ immediate, message }, (own, name) => [
    predicts(
      `${name} that is queued in its own phase waits for the next turn`,
      (p, random) => {
        const other = own === message ? immediate : random.pick([timer, message]);
        return [own(p(), ...random.shuffle([own(p()), other(p())])), own(p()), p()];
      },
      "Each phase takes the callbacks that wait when it begins. What is queued meanwhile comes with the next turn.",
    ),
  ]),
  predicts(
    "a message that a timer posts waits for the next turn",
    (p, random) => [timer(p(), ...random.shuffle([message(p()), immediate(p())])), p()],
    "Which messages are handed over in a turn: those that are there when the turn begins, or when the timers have run?",
  ),
  ...["one", "another", "a third"].map((which) =>
    predicts(
      `everything at once, ${which} program`,
      (_, random) => mixed(random),
      "Go through the program with a pencil: a list for each queue, and cross out what has run.",
    )
  ),
]);
