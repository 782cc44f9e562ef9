/** Draws rings and what is done to them, plays the same on a list, and compares each call of the learner's code. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Entry, Input, Observation, Step, Touch } from "./drive.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** What a call has to come to. */
type Expected =
  | { readonly call: "push"; readonly word: number; readonly slot: number; readonly standing: number }
  | { readonly call: "take"; readonly word: number | undefined; readonly standing: number }
  | { readonly call: "takeAll"; readonly words: readonly number[]; readonly beside: number }
  | { readonly call: "kernel took"; readonly words: readonly number[] };

const TWO_TO_32 = 2 ** 32;

/** Plays the steps with lists in place of rings. */
function expectedOf({ entries, completionEntries, firstIndex, quick, steps }: Input): readonly Expected[] {
  const expected: Expected[] = [];
  const asked: number[] = [];
  const completed: number[] = [];
  let tail = firstIndex;
  let word = 0;

  function kernelTakes(count: number): void {
    const words = asked.splice(0, count);
    if (!quick) completed.push(...words);
    expected.push({ call: "kernel took", words });
  }

  const acts: { readonly [Do in Step["do"]]: (step: Extract<Step, { readonly do: Do }>) => void } = {
    push: ({ times }) => {
      for (let time = 0; time < times; time++) {
        word += 1;
        expected.push({ call: "push", word, slot: tail % entries, standing: asked.length });
        if (asked.length < entries) {
          asked.push(word);
          tail = (tail + 1) % TWO_TO_32;
        }
        if (quick) kernelTakes(1);
      }
    },
    enter: (step) => kernelTakes(step.entries),
    take: ({ times }) => {
      for (let time = 0; time < times; time++) {
        expected.push({ call: "take", word: completed.shift(), standing: completed.length });
        if (quick) completed.push(++word);
      }
    },
    "take all": () => {
      const beside = Math.max(0, completed.length - completionEntries);
      expected.push({ call: "takeAll", words: completed.splice(0), beside });
    },
    complete: ({ operations }) => {
      for (let count = 0; count < operations; count++) completed.push(++word);
    },
  };
  for (const step of steps) (acts[step.do] as (step: Step) => void)(step);
  return expected;
}

function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export push, take and takeAll",
      happened: `it exports no ${observation.missing}`,
      look: "The starter shows their signatures.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log)) {
    refuse({
      expected: "a report of what was done to the queues",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  return observation;
}

/** What the ring is like, for messages. */
function ringWords({ entries, completionEntries, firstIndex, quick }: Input): string {
  const counts = firstIndex > TWO_TO_32 / 2
    ? `counts that began at 2^32 - ${TWO_TO_32 - firstIndex}`
    : `counts that began at ${firstIndex}`;
  const speed = quick ? "; this kernel acts the moment a count moves" : "";
  return `The ring has ${entries} slots for entries, ${completionEntries} for completions, and ${counts}${speed}.`;
}

/** Every call came to what it should. */
function checkCalls(observation: Observation, { input }: Context, look: string): void {
  const { log, threw } = ranOf(observation);
  const hint = `${look}\n\n${ringWords(input)}`;
  expectedOf(input).forEach((expected, index) => {
    const came = log[index];
    if (came === undefined || came.call !== expected.call) {
      refuse({
        expected: `${expected.call} to return`,
        happened: threw === null ? "it was never called" : `${threw.call} threw ${threw.error}`,
        look: hint,
        ...lastOf(log),
      });
    }
    const wrong = differs(expected, came, input);
    if (wrong !== null) refuse({ ...wrong, look: hint, traceAt: came.traceAt });
  });
}

function lastOf(log: readonly Entry[]) {
  const last = log.at(-1);
  return last === undefined ? {} : { traceAt: last.traceAt };
}

interface Wrong {
  readonly expected: string;
  readonly happened: string;
}

function differs(expected: Expected, came: Entry, input: Input): Wrong | null {
  if (expected.call === "push" && came.call === "push") return differentPush(expected, came, input);
  if (expected.call === "take" && came.call === "take") return differentTake(expected, came);
  if (expected.call === "takeAll" && came.call === "takeAll") {
    return sameWords(expected.words, came.words) ? null : {
      expected: `takeAll to hand on ${list(expected.words)}${expected.beside > 0 ? besideWords(expected.beside) : ""}`,
      happened: `it handed on ${list(came.words)}`,
    };
  }
  if (expected.call === "kernel took" && came.call === "kernel took") {
    return sameWords(expected.words, came.words) ? null : {
      expected: `the kernel to find ${list(expected.words)} in the slots that it was told of`,
      happened: `it found ${list(came.words)}`,
    };
  }
  return null;
}

function differentPush(
  { word, slot, standing }: Extract<Expected, { readonly call: "push" }>,
  { returned, touched }: Extract<Entry, { readonly call: "push" }>,
  { entries }: Input,
): Wrong | null {
  const moved = touched.filter(({ did, ...touch }) => did === "tail" && "by" in touch && touch.by !== 0);
  const by = moved.reduce((sum, touch) => sum + ("by" in touch ? touch.by : 0), 0);
  const fills = touched.flatMap((touch) => touch.did === "fill" ? [touch.slot] : []);
  if (standing === entries) {
    const expected = `push(entry ${word}) to return false and change nothing: all ${entries} slots were taken`;
    if (fills.length > 0) return { expected, happened: `it overwrote slot ${fills[0]}` };
    if (by !== 0) return { expected, happened: `the tail moved by ${by}` };
    return returned === false ? null : { expected, happened: `it returned ${returned}` };
  }
  const expected =
    `push(entry ${word}) to fill slot ${slot}, move the tail by 1 and return true, with ${standing} of ${entries} slots taken`;
  if (fills.length === 0 && returned === false) return { expected, happened: "it returned false" };
  const strange = fills.find((filled) => filled !== slot);
  if (strange !== undefined) return { expected, happened: `it filled slot ${strange}` };
  if (fills.length === 0) return { expected, happened: "it filled none" };
  if (by !== 1) return { expected, happened: `the tail moved by ${by}` };
  if (firstIndexOf(touched, "tail") < firstIndexOf(touched, "fill")) {
    return { expected, happened: "the tail moved first, when there was something else in the slot" };
  }
  return returned === true ? null : { expected, happened: `it returned ${returned}` };
}

function differentTake(
  { word, standing }: Extract<Expected, { readonly call: "take" }>,
  { returned, touched }: Extract<Entry, { readonly call: "take" }>,
): Wrong | null {
  const by = touched.reduce((sum, touch) => touch.did === "head" ? sum + touch.by : sum, 0);
  if (word === undefined) {
    const expected = "take() to return undefined and change nothing: the queue was empty";
    if (returned !== "undefined") return { expected, happened: `it returned ${completionWords(returned)}` };
    return by === 0 ? null : { expected, happened: `the head moved by ${by}` };
  }
  const expected = `take() to return completion ${word}, with ${standing} more behind it, and move the head by 1`;
  if (returned !== word) {
    const early = firstIndexOf(touched, "head") < firstIndexOf(touched, "at") && by !== 0;
    const why = early ? ": the head had moved before the slot was read, and the kernel had used it again" : "";
    return { expected, happened: `it returned ${completionWords(returned)}${why}` };
  }
  return by === 1 ? null : { expected, happened: `the head moved by ${by}` };
}

function firstIndexOf(touched: readonly Touch[], did: Touch["did"]): number {
  return touched.findIndex((touch) => touch.did === did && (!("by" in touch) || touch.by !== 0));
}

function completionWords(returned: unknown): string {
  return typeof returned === "number" ? `completion ${returned}` : String(returned);
}

function besideWords(count: number): string {
  return `, the last ${count} of which had found no room in the queue`;
}

function sameWords(expected: readonly number[], came: readonly number[]): boolean {
  return Array.isArray(came) && expected.length === came.length &&
    expected.every((word, index) => word === came[index]);
}

function list(words: readonly number[]): string {
  if (!Array.isArray(words) || words.length === 0) return "nothing";
  return words.length > 14 ? `${words.slice(0, 12).join(", ")} and ${words.length - 12} more` : words.join(", ");
}

/** No call of takeAll entered the kernel. */
function staysOutside(observation: Observation, { input }: Context): void {
  const { log } = ranOf(observation);
  checkCalls(observation, { input } as Context, "Hand on what stands in the queue, oldest first.");
  for (const entry of log) {
    if (entry.call !== "takeAll" || entry.enters === 0) continue;
    refuse({
      expected: `takeAll to find ${list(entry.words)} in the queue without asking the kernel`,
      happened: `it called enter ${entry.enters === 1 ? "once" : `${entry.enters} times`}`,
      look:
        `To take what is there costs no system call: that is what the rings are for. A bit in \`ring.submission.flags\` says when there is more beside the queue.\n\n${
          ringWords(input)
        }`,
      traceAt: entry.traceAt,
    });
  }
}

type Draw = (random: Random) => Input;
type Test = LabTest<Input, Observation>;

function claims(name: string, { draw, look }: { readonly draw: Draw; readonly look: string }): Scenario {
  return scenario<Input, Observation>({
    input: draw,
    tests: [{ name, check: (observation, context) => checkCalls(observation, context, look) }],
  });
}

const drawEntries = (random: Random) => random.pick([2, 4, 8]);

/** Fills the queue, and more; lets the kernel take some or all; and so on. */
function pushing(random: Random, entries: number): Step[] {
  const steps: Step[] = [{ do: "push", times: entries + random.integer(1, 2) }];
  for (let round = random.integer(2, 3); round > 0; round--) {
    const taken = random.integer(1, entries);
    steps.push({ do: "enter", entries: taken }, { do: "push", times: taken + random.integer(0, 1) });
  }
  steps.push({ do: "enter", entries });
  return steps;
}

/** Completes and takes, more often than there is something to take. */
function taking(random: Random, completionEntries: number): Step[] {
  const steps: Step[] = [];
  for (let round = random.integer(3, 4); round > 0; round--) {
    // With one in the queue, the oldest would be the newest too.
    const operations = random.integer(2, completionEntries);
    steps.push({ do: "complete", operations }, { do: "take", times: operations + random.integer(1, 2) });
  }
  return steps;
}

/** Completes more than there is room for, and takes it all. */
function overflowing(random: Random, completionEntries: number): Step[] {
  const steps: Step[] = [{ do: "complete", operations: 3 * completionEntries + 1 }, { do: "take all" }];
  for (let round = 2; round > 0; round--) {
    // More beside the queue than fit into it at once, and not only in whole queues.
    const operations = 2 * completionEntries + random.integer(1, 2 * completionEntries);
    steps.push({ do: "complete", operations }, { do: "take", times: random.integer(0, 2) }, { do: "take all" });
  }
  return steps;
}

/** So that the counts pass 2^32 while something stands in the queue. */
const shortOf2To32 = (random: Random) => TWO_TO_32 - random.integer(1, 3);

function ring(of: Partial<Input> & Pick<Input, "steps">): Input {
  return { entries: 4, completionEntries: 4, firstIndex: 0, quick: false, ...of };
}

/** Where nothing is taken from the completion queue, it has room for all. */
const PUSHED = { completionEntries: 64 };

const quiet: Test = {
  name: "takeAll makes no system call while nothing waits beside the queue",
  check: staysOutside,
};

export const judge = defineJudge([
  claims("push fills the slot behind the last entry, and then moves the tail", {
    draw: (random) => {
      const entries = drawEntries(random);
      return ring({ ...PUSHED, entries, quick: true, steps: [{ do: "push", times: entries + random.integer(2, 5) }] });
    },
    look:
      "Which slot is the tail's, when the tail only grows? And what does the kernel find there at the moment in which the tail moves?",
  }),
  claims("push returns false when every slot is taken, and true again when the kernel has taken an entry", {
    draw: (random) => {
      const entries = drawEntries(random);
      return ring({ ...PUSHED, entries, firstIndex: random.integer(0, 9), steps: pushing(random, entries) });
    },
    look:
      "How many entries stand in the queue is the difference of the two counts. It can be anything from 0 to `entries`, both included.",
  }),
  claims("push knows how many entries stand in the queue when the tail has passed 2^32", {
    draw: (random) => {
      const entries = drawEntries(random);
      // The queue is full, for the first time, with the head on this side of 2^32 and the tail beyond.
      const firstIndex = TWO_TO_32 - random.integer(1, entries - 1);
      return ring({ ...PUSHED, entries, firstIndex, steps: pushing(random, entries) });
    },
    look: "The tail is small again, and the head still large. What is their difference, modulo 2^32?",
  }),
  claims("take returns completions in order, and undefined when there is none", {
    draw: (random) => {
      const completionEntries = random.pick([4, 8]);
      const steps = taking(random, completionEntries);
      return ring({ completionEntries, firstIndex: random.integer(0, 9), steps });
    },
    look: "The oldest completion is in the head's slot, if there is any at all: when is there none?",
  }),
  claims("take reads a slot before it gives it back", {
    draw: (random) => {
      const completionEntries = random.pick([4, 8]);
      const steps: Step[] = [{ do: "complete", operations: completionEntries }, {
        do: "take",
        times: 3 * completionEntries,
      }];
      return ring({ completionEntries, quick: true, steps });
    },
    look: "Once the head has moved, the slot is the kernel's, and it has more to say.",
  }),
  claims("take finds completions when the tail has passed 2^32", {
    draw: (random) => ring({ firstIndex: shortOf2To32(random), steps: taking(random, 4) }),
    look: "The tail is small again, and the head still large: the queue is not empty for that.",
  }),
  scenario<Input, Observation>({
    input: (random) => {
      const steps = [random.integer(1, 4), random.integer(1, 4), 4].flatMap((operations): Step[] => [
        { do: "complete", operations },
        { do: "take all" },
      ]);
      return ring({ firstIndex: random.integer(0, 9), steps: [...steps, { do: "take all" }] });
    },
    tests: [quiet],
  }),
  claims("takeAll hands on what waits beside a full queue, in the order in which it completed", {
    draw: (random) => {
      const completionEntries = random.pick([4, 8]);
      const steps = overflowing(random, completionEntries);
      return ring({ completionEntries, firstIndex: random.integer(0, 9), steps });
    },
    look:
      "`enter` brings in as many as there is room for, and there may be more than that beside the queue: a bit of `ring.submission.flags` says so.",
  }),
  claims("takeAll does so when the counts pass 2^32", {
    draw: (random) => ring({ firstIndex: shortOf2To32(random), steps: overflowing(random, 4) }),
    look: "Every comparison of two counts is a comparison modulo 2^32.",
  }),
]);
