/** Calls `page` with backends that answer only when both were asked, or nothing else can happen; runs the callbacks. */
import type { DriveTools } from "../../../../../labs/_runner/lab.ts";
import type { Json } from "../../../../../labs/_runner/protocol.ts";

type Input = { readonly page: string } | { readonly labels: readonly string[] };

interface Learner {
  page(parcelId: string, backends: Record<"scans" | "route", (parcelId: string) => Promise<string>>): Promise<Json>;
  order(labels: readonly string[]): Json;
}

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  if ("labels" in input) return { order: learner.order(input.labels) };
  const waiting: (() => void)[] = [];
  const backend = (task: number, name: string) => (parcelId: string) => {
    tools.record({ kind: "task-spawned", task, name });
    return new Promise<string>((resolve) => waiting.push(() => resolve(`${name} of ${parcelId}`)));
  };
  const shown = learner.page(input.page, { scans: backend(1, "scans"), route: backend(2, "route") });
  await tools.settle();
  const askedAtOnce = waiting.length;
  for (let answer = waiting.shift(); answer !== undefined; answer = waiting.shift()) {
    answer();
    await tools.settle();
  }
  return { askedAtOnce, shown: await shown };
}

export async function reference(input: Input): Promise<Json> {
  if (!("labels" in input)) return null;
  const ran: string[] = [];
  const pending: Promise<void>[] = [];
  for (const label of input.labels) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const runs = () => {
      ran.push(label);
      resolve();
    };
    pending.push(promise);
    if (label.startsWith("timer")) setTimeout(runs, 0);
    else if (label.startsWith("microtask")) queueMicrotask(runs);
    else runs();
  }
  await Promise.all(pending);
  return ran;
}

export async function example(learner: Learner): Promise<void> {
  const answer = (name: string) => (parcelId: string) => Promise.resolve(`${name} of ${parcelId}`);
  console.log(await learner.page("P-7", { scans: answer("scans"), route: answer("route") }));
}
