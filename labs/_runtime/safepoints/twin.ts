/**
 * Twins: each function that can run for long exists twice, plain for ordinary callers and as a generator with safe points
 * for the scheduler. This is the table that finds the second by the first.
 */
import type { Site } from "./safe_point.ts";

/** A function's copy with safe points. It yields sites (numbers) to give way, and returns what the function returns. */
export type Twin<Arguments extends unknown[] = never[], Result = unknown> = (
  ...args: Arguments
) => Generator<Site, Result, void>;

const twins = new WeakMap<object, Twin>();

/**
 * Notes `copy` as the twin of `plain` and returns `plain`: compiled code wraps function expressions in it.
 *
 * `name` is the one that the language would have given the function in that place, had it not been wrapped.
 */
export function twin<Plain extends object>(plain: Plain, copy: Twin, name?: string): Plain {
  if (name !== undefined) Object.defineProperty(plain, "name", { value: name, configurable: true });
  twins.set(plain, copy);
  return plain;
}

/** The copy with safe points, or `undefined` for a function that was left plain. */
export function twinOf(plain: object): Twin | undefined {
  return twins.get(plain);
}
