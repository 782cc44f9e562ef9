/** Draws coroutines that switch to one another. */
import type { Random } from "../_runner/lab.ts";
import { type Coroutine, type Dive, FIRST, type Hop, type Input, OTHERS } from "./drive_program.ts";

/** Numbers of three digits: no address is one. */
const NUMBERS = Array.from({ length: 900 }, (_, index) => 100 + index);

/** From whom to whom, in the order of time. */
type Course = readonly { readonly from: string; readonly to: string }[];

/** There and back again. */
export function drawThereAndBack(random: Random): Input {
  const [other] = random.shuffle<string>(OTHERS) as [string];
  return inputOf(random, courseThrough([other]), { registers: [] });
}

/** Two coroutines and the first, each with its own number in each register that a call keeps, at every switch. */
export function drawFullRegisters(random: Random): Input {
  const others = random.shuffle<string>(OTHERS).slice(0, 2);
  const rounds = Array.from({ length: 3 }, () => random.shuffle(others));
  return inputOf(random, courseThrough(rounds.flat()), { registers: ["r4", "r5", "r6", "r7", "r8", "fp"] });
}

/** All switches at the bottom of calls; frames are linked through `fp`, so that it is left alone. */
export function drawDepths(random: Random): Input {
  const others = random.shuffle<string>(OTHERS).slice(0, 2);
  const course = courseThrough([...others, ...random.shuffle(others), ...others]);
  const { coroutines } = inputOf(random, course, { registers: ["r4", "r6", "r8"] });
  return {
    coroutines: coroutines.map(({ name, actions }): Coroutine => {
      const hops = actions.filter((action) => action.do === "switch");
      const dive = (actions: readonly Hop[]): Dive => ({ do: "dive", depth: random.integer(2, 5), actions });
      return { name, actions: [dive(hops.slice(0, 2)), ...(hops.length > 2 ? [dive(hops.slice(2))] : [])] };
    }),
  };
}

/** Five stacks in a drawn order, some switches from deep inside and some not. */
export function drawMany(random: Random): Input {
  const others = random.shuffle<string>(OTHERS).slice(0, 4);
  const course: string[] = [];
  for (let round = 0; round < 3; round++) {
    // Nobody switches to itself.
    const order = random.shuffle([FIRST, ...others].slice(round === 0 ? 1 : 0));
    course.push(...(order[0] === (course.at(-1) ?? FIRST) ? order.toReversed() : order));
  }
  const { coroutines } = inputOf(random, courseThrough(course), { registers: ["r4", "r5", "r6", "r7", "r8"] });
  return {
    coroutines: coroutines.map(({ name, actions }): Coroutine => {
      const [first, ...rest] = actions.filter((action) => action.do === "switch");
      if (first === undefined || rest.length === 0) return { name, actions };
      return { name, actions: [first, { do: "dive", depth: random.integer(1, 4), actions: rest }] };
    }),
  };
}

/** From the first coroutine through these, and back to it at the end; a name twice in a row counts once. */
function courseThrough(names: readonly string[]): Course {
  const stops = [FIRST, ...names, FIRST].filter((name, index, all) => name !== all[index - 1]);
  return stops.slice(1).map((to, index) => ({ from: stops[index]!, to }));
}

function inputOf(random: Random, course: Course, { registers }: { readonly registers: readonly Name[] }): Input {
  const numbers = random.shuffle(NUMBERS);
  let drawn = 0;
  const hops = course.map(({ from, to }) => {
    const values = Object.fromEntries(registers.map((register) => [register, numbers[drawn++]!]));
    return { from, hop: { do: "switch", to, word: numbers[drawn++]!, registers: values } as const };
  });
  const names = [...new Set([FIRST, ...course.map(({ to }) => to)])];
  return {
    coroutines: names.map((name): Coroutine => ({
      name,
      actions: hops.filter(({ from }) => from === name).map(({ hop }) => hop),
    })),
  };
}

/** A register that a call keeps. */
type Name = "r4" | "r5" | "r6" | "r7" | "r8" | "fp";
