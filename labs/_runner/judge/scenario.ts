/** How a `judge.ts` writes down its scenarios with the types of its inputs and observations. */
import type { Judge, Scenario } from "../lab.ts";

/**
 * One call of the drive and the claims about it.
 *
 * ```ts
 * import { refuse } from "./refuse.ts";
 * const sorted = scenario<number[], { readonly returned: unknown }>({
 *   input: (random) => random.shuffle([9, 30, 200]),
 *   tests: [{
 *     name: "scans come back in the order of their times",
 *     check({ returned }, { input }) {
 *       const expected = input.toSorted((a, b) => a - b).join(" ");
 *       if (Array.isArray(returned) && returned.join(" ") === expected) return;
 *       refuse({ expected, happened: `got ${JSON.stringify(returned)}`, look: "Look at how two times are compared." });
 *     },
 *   }],
 * });
 * defineJudge([sorted]);
 * ```
 */
export function scenario<Input, Observation>(described: Scenario<Input, Observation>): Scenario {
  return described;
}

/** The value that `judge.ts` exports as `judge`. */
export function defineJudge(scenarios: readonly Scenario[]): Judge {
  return { scenarios };
}
