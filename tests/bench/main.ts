/**
 * `deno task bench`: what the design promises, measured in one run on this machine.
 *
 * Each figure is a ratio of two things measured in turn, or a size; the machine's speed drops out. Nothing here fails a
 * build: tests assert no times.
 */
import { measureCompiledClasses } from "./compiled_classes.ts";
import { measureCoroutines } from "./coroutines.ts";
import { measureFirstOutput } from "./first_output.ts";
import { measureKernel } from "./kernel.ts";
import { measurePageRate } from "./page_rate.ts";
import { measureSafePoints } from "./safe_points.ts";
import { measureSchedulerCosts } from "./scheduler_costs.ts";
import { measureScriptBytes } from "./script_bytes.ts";
import { measureSharedThread } from "./shared_thread.ts";
import { measureStart } from "./start.ts";
import { formatTable, type Row } from "./table.ts";
import { measureWaits } from "./waits.ts";

const measurements: readonly (() => Promise<readonly Row[]>)[] = [
  measureStart,
  measureFirstOutput,
  measurePageRate,
  measureScriptBytes,
  measureSafePoints,
  measureSchedulerCosts,
  measureCoroutines,
  measureCompiledClasses,
  measureSharedThread,
  measureKernel,
  measureWaits,
];

const rows: Row[] = [];
for (const measure of measurements) rows.push(...await measure());
console.log(formatTable(rows));
