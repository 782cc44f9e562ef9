/** Draws rings and what is done to them; the claims about push, take and takeAll. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation, Step } from "./drive.ts";
import { checkCalls, staysOutside } from "./judge_checks.ts";
import { drawEntries, overflowing, PUSHED, pushing, ring, shortOf2To32, taking, TWO_TO_32 } from "./judge_rings.ts";

type Draw = (random: Random) => Input;
type Test = LabTest<Input, Observation>;

function claims(name: string, { draw, look }: { readonly draw: Draw; readonly look: string }): Scenario {
  return scenario<Input, Observation>({
    input: draw,
    tests: [{ name, check: (observation, context) => checkCalls(observation, context, look) }],
  });
}

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
