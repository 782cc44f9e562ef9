/** Draws a judge's inputs from a seed. Pure. */
import type { Judge } from "../lab.ts";
import type { Json } from "../protocol.ts";
import type { PlannedScenario } from "./judge_messages.ts";
import { seededRandom } from "./random.ts";

/**
 * The inputs of one run, one for each scenario: the same seed, the same inputs.
 *
 * Throws `SyntaxError` for a judge that is not one: no scenario, a scenario without tests, two tests of one name, an input
 * that JSON would change on its way into the sandbox.
 */
export function planRun(judge: Judge, seed: number): PlannedScenario[] {
  checkNames(judge);
  const random = seededRandom(seed);
  return judge.scenarios.map((scenario, index) => ({
    input: asJson(scenario.input(random), index),
    needsReference: scenario.needsReference === true,
    tests: scenario.tests.map((test) => test.name),
  }));
}

function checkNames(judge: Judge): void {
  if (!Array.isArray(judge?.scenarios) || judge.scenarios.length === 0) {
    throw new SyntaxError("it exports no scenarios. Export `judge`, made by defineJudge([scenario(…), …])");
  }
  const seen = new Set<string>();
  judge.scenarios.forEach((scenario, index) => {
    if (scenario.tests.length === 0) {
      throw new SyntaxError(`scenario ${index + 1} has no tests. Give it one or remove it`);
    }
    for (const { name } of scenario.tests) {
      if (seen.has(name)) {
        throw new SyntaxError(`two tests are named "${name}". Rename one: a name stands for one claim`);
      }
      seen.add(name);
    }
  });
}

function asJson(input: unknown, index: number): Json {
  const text = JSON.stringify(input);
  const copy: Json = text === undefined ? null : JSON.parse(text);
  if (isSame(input, copy)) return copy;
  throw new SyntaxError(
    `the input of scenario ${index + 1} is changed by JSON. Draw plain objects, arrays, text and numbers`,
  );
}

/** Whether JSON kept the value: no undefined, NaN, Date, Map or instance of a class in it. */
function isSame(value: unknown, copy: Json): boolean {
  if (typeof value !== "object" || value === null || typeof copy !== "object" || copy === null) {
    return Object.is(value, copy) || (value === 0 && copy === 0);
  }
  if (Array.isArray(value) !== Array.isArray(copy)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  const entries = Object.entries(value);
  const copies = new Map(Object.entries(copy));
  return entries.length === copies.size && entries.every(([key, part]) => isSame(part, copies.get(key)!));
}
