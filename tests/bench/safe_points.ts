/**
 * What safe points cost: each kernel as it is, and its twin under a watch that never gives way, in turn, warmed up.
 *
 * Go's own compiler tried checks at loop heads and left them out: 7.8 % slower by geometric mean (golang/proposal,
 * design/24543-non-cooperative-preemption.md).
 */
import { compileSafePoints } from "../../labs/_runtime/safepoints/compile_safe_points.ts";
import { STRIDE, twinOf, watchSafePoints } from "../../labs/_runtime/safepoints/mod.ts";
import { median, type Row } from "./table.ts";

const ROUNDS = 61;
/** Fewer, and the engine's last compiler has not been at both of them. */
const WARM_UP_ROUNDS = 40;
const BOUND = 1.15;
const GO_LOOP_CHECKS = 1.078;

const KERNELS = new URL("./safe_point_kernels.js", import.meta.url);
const RUNTIME = new URL("../../labs/_runtime/safepoints/mod.ts", import.meta.url);

type Kernels = Record<string, () => unknown>;

/** A row for each kernel and one for all. */
export async function measureSafePoints(): Promise<Row[]> {
  const source = await Deno.readTextFile(KERNELS);
  const plain: Kernels = await load(source);
  const compiled: Kernels = await load(
    compileSafePoints(source).code.replace('"@interleave/safepoints"', JSON.stringify(RUNTIME.href)),
  );
  using _watching = watchSafePoints(() => STRIDE);
  const ratios = Object.keys(plain).map((name) => [name, ratioOf(plain[name]!, compiled[name]!)] as const);
  const geomean = Math.exp(ratios.reduce((sum, [, ratio]) => sum + Math.log(ratio), 0) / ratios.length);
  const rows = ratios.map(([name, ratio]) => ({
    promise: `safe points: ${name}`,
    measured: `${ratio.toFixed(3)} times the plain function`,
    bound: "",
    kept: true,
  }));
  return [...rows, {
    promise: `safe points: geometric mean of ${ratios.length}`,
    measured: `${geomean.toFixed(3)} times (Go's rejected loop checks: ${GO_LOOP_CHECKS})`,
    bound: `at most ${BOUND}`,
    kept: geomean <= BOUND,
  }];
}

async function load(source: string): Promise<Kernels> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const module: Kernels = await import(url);
  URL.revokeObjectURL(url);
  return module;
}

/** Time of the twin over time of the plain function: medians of rounds in turn. Throws when their results differ. */
function ratioOf(plain: () => unknown, compiled: () => unknown): number {
  const copy = twinOf(compiled);
  if (copy === undefined) throw new Error(`${compiled.name} has no twin: nothing to measure`);
  const plainMs: number[] = [];
  const twinMs: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const startedMs = performance.now();
    const expected = plain();
    const betweenMs = performance.now();
    const step = copy().next();
    const endedMs = performance.now();
    if (!step.done || step.value !== expected) {
      throw new Error(`${compiled.name}: the twin does not return ${expected}`);
    }
    if (round < 0) continue;
    plainMs.push(betweenMs - startedMs);
    twinMs.push(endedMs - betweenMs);
  }
  return median(twinMs) / median(plainMs);
}
