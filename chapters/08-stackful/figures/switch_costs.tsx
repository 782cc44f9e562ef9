import { latencyLadder } from "../../../components/drawing/latency_ladder.tsx";
import { costsByDepth } from "../cost_by_depth.ts";

/** The reference machine is the small cloud VM on which the book's own figures were taken. */
const QUOTED = [
  { name: "switch of six registers, by hand", ns: 8.6, source: "reference machine" },
  { name: "Boost’s fcontext", ns: 9, source: "Boost.Context" },
  { name: "fiber of Windows", ns: 49, source: "Boost.Context" },
  { name: "HotSpot freezes a continuation, at most", ns: 150, source: "continuationFreezeThaw.cpp" },
  { name: "swapcontext", ns: 181, source: "reference machine" },
  { name: "ucontext, as Boost measured it", ns: 547, source: "Boost.Context" },
  { name: "kernel, one thread to another", ns: 2_300, source: "reference machine" },
] as const;

/** Switches between stacks, and what the same wait costs a generator and an async function. */
export async function draw(): Promise<string> {
  const measured = await costsByDepth([1], 200);
  return latencyLadder([
    ...QUOTED,
    ...[...measured].map(([name, [ns]]) => ({ name: MEASURED[name] ?? name, ns: ns!, source: null })),
  ]);
}

const MEASURED: Readonly<Record<string, string>> = {
  "generators, by yield*": "generator, suspended and resumed",
  "async functions, by await": "async function, suspended and resumed",
  "a stack of its own": "stack of Wasm, suspended and resumed",
};
