/** Both quotes once more, in virtual time and with a trace: the same compiled `price`, suspended at each carrier. */
import { setImmediate } from "node:timers";
import { TracedRun, type TracedTask } from "../../labs/_runtime/clock/mod.ts";
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import { promising, Suspending } from "./jspi.ts";
import { instanceWith } from "./instance_with.ts";
import { carriedLeg, TO_LYON, TO_MARSEILLE } from "./route.ts";

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** `price` with carriers who answer this task. */
function quoteFor(task: TracedTask): (leg: number) => Promise<number> {
  async function tariff(leg: number): Promise<number> {
    const { name, cents, answersMs } = carriedLeg(leg);
    await task.waitFor(name, answersMs);
    return cents;
  }
  return promising(instanceWith(new Suspending(tariff)).price);
}

/** Two quotes that are asked for at the same moment: what they cost in cents, and the trace. */
export async function tracedQuotes(): Promise<{ readonly cents: readonly number[]; readonly trace: Trace }> {
  const run = new TracedRun({ settle });
  const lyon = run.arrive(0, "quote for Lyon", (task) => quoteFor(task)(TO_LYON));
  const marseille = run.arrive(0, "quote for Marseille", (task) => quoteFor(task)(TO_MARSEILLE));
  const trace = await run.finish();
  return { cents: await Promise.all([lyon, marseille]), trace };
}
