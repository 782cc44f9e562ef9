import { latencyLadder } from "../../../components/drawing/latency_ladder.tsx";
import { compileSafePoints } from "../../../labs/_runtime/safepoints/compile_safe_points.ts";
import { twinOf } from "../../../labs/_runtime/safepoints/mod.ts";
import { costs } from "../cost.ts";
import { doubleScans, isDouble } from "../double_scans.ts";

/** The report once more, as the compiler that comes with the book writes it. */
async function compiledReport(): Promise<typeof doubleScans> {
  const source = `export ${doubleScans}\n${isDouble}`;
  const runtime = import.meta.resolve("../../../labs/_runtime/safepoints/mod.ts");
  const code = compileSafePoints(source).code.replace('"@interleave/safepoints"', JSON.stringify(runtime));
  const module: { doubleScans: typeof doubleScans } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  const copy = twinOf(module.doubleScans) as unknown as (
    ...given: Parameters<typeof doubleScans>
  ) => Iterator<unknown, number>;
  return (scans) => Number(copy(scans).next().value);
}

/** What one pair of scans costs in each way of writing the loop, measured here. */
export async function draw(): Promise<string> {
  const measured = costs(16, { "as the book’s compiler writes it": await compiledReport() });
  return latencyLadder([...measured].map(([name, ns]) => ({ name, ns, source: null })));
}
