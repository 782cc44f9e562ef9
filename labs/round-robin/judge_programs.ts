/** The tasks that the judge draws: their steps in a shorter notation, and programs in which everything happens. */
import type { Random } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Step, TaskProgram } from "./drive.ts";

/** What is run at once. */
export type Programs = readonly TaskProgram[];

/** What tasks are called. */
export const NAMES = ["scan", "label", "route", "page", "audit", "alert", "invoice", "digest", "probe"];
/** What they print. */
export const DEPOTS = ["Metz", "Graz", "Brno", "Gent", "Turin", "Kassel", "Venlo", "Odense"];

/** A yield. */
export const giveWay: Step = { do: "give way" };
/** Throws. */
export const fail: Step = { do: "throw" };
/** Prints. */
export const print = (text: string): Step => ({ do: "print", text });
/** Makes another task. */
export const spawn = (program: TaskProgram): Step => ({ do: "spawn", program });
/** Waits for a task. */
export const join = (name: string): Step => ({ do: "join", name, catches: false });
/** Waits for a task, and catches what it failed with. */
export const joinCatching = (name: string): Step => ({ do: "join", name, catches: true });
/** A task of these steps. */
export const task = (name: string, ...steps: readonly Step[]): TaskProgram => ({ name, steps });
/** The task with a result. */
export const returning = (value: Json, program: TaskProgram): TaskProgram => ({ ...program, returns: value });

/** Prints with a yield after each. */
export function turns(random: Random, count: number): Step[] {
  return Array.from({ length: count }, () => [print(random.pick(DEPOTS)), giveWay]).flat();
}

/** Everything at once. A task is joined by later ones only, so no circle can come about. */
export function mixed(random: Random): Programs {
  const names = random.shuffle(NAMES);
  const born: string[] = [];
  let left = names.length;

  function draw(depth: number): TaskProgram {
    const name = names[--left]!;
    const steps: Step[] = [];
    const others = [...born];
    for (let count = random.integer(2, 5); count > 0; count--) {
      const kind = random.integer(1, 10);
      if (kind <= 3) steps.push(print(random.pick(DEPOTS)));
      else if (kind <= 6) steps.push(giveWay);
      else if (kind <= 7 && left > 3 && depth < 2) {
        const child = draw(depth + 1);
        steps.push(spawn(child));
        others.push(child.name);
      } else if (others.length > 0) {
        steps.push({ do: "join", name: random.pick(others), catches: random.integer(1, 3) > 1 });
      }
    }
    if (random.integer(1, 4) === 1) steps.push(fail);
    // Only tasks that are there from the start can be joined by anyone at any time.
    if (depth === 0) born.push(name);
    return random.integer(1, 2) === 1
      ? returning(random.pick([0, "", null, "Metz", 42]), task(name, ...steps))
      : task(name, ...steps);
  }

  const programs: TaskProgram[] = [];
  while (left > 3 || (left > 0 && programs.length < 3)) programs.push(draw(0));
  return programs;
}
