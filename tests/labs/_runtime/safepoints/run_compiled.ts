/** Compiles a program, loads it, and drives its twins. */
import { compileSafePoints } from "../../../../labs/_runtime/safepoints/compile_safe_points.ts";
import { twinOf, type Watch, watchSafePoints } from "../../../../labs/_runtime/safepoints/mod.ts";

/** A module's exports. */
export type Exports = Record<string, (...args: never[]) => unknown>;

const RUNTIME = new URL("../../../../labs/_runtime/safepoints/mod.ts", import.meta.url).href;

/** The module as it was written. */
export function loadPlain(source: string): Promise<Exports> {
  return load(source);
}

/** The module after the compiler. */
export function loadCompiled(source: string): Promise<Exports> {
  const { code, map } = compileSafePoints(source);
  const located = `//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(map))}`;
  return load(`${code.replaceAll('"@interleave/safepoints"', JSON.stringify(RUNTIME))}\n${located}`);
}

/** What a drive saw: the result, and the places at which the twin gave way. */
export interface Drive {
  readonly result: unknown;
  readonly stops: number;
}

/** Runs a function's twin to its end under a watch. */
export function driveTwin(fn: (...args: never[]) => unknown, args: readonly unknown[], watch: Watch): Drive {
  const copy = twinOf(fn);
  if (copy === undefined) throw new TypeError(`${fn.name} has no twin`);
  using _watching = watchSafePoints(watch);
  const running = copy(...args as never[]);
  let stops = 0;
  for (let step = running.next();; step = running.next()) {
    if (step.done) return { result: step.value, stops };
    stops++;
  }
}

/** Grants everything: no safe point gives way. */
export const never: Watch = () => 1_024;

/** Gives way at every look, and grants one safe point when asked again. */
export function always(): Watch {
  let asked = 0;
  return () => ++asked % 2 === 1 ? 0 : 1;
}

async function load(source: string): Promise<Exports> {
  const url = URL.createObjectURL(new Blob([source], { type: "application/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
