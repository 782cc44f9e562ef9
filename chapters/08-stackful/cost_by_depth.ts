/** What it costs to wait once at the bottom of so many calls, in three ways of writing the calls. */
import { quantile } from "../_listings/quantile.ts";
import { promising, Suspending } from "./jspi.ts";
import { priceModule } from "./price_wasm.ts";

/** Waits in one run. */
const WAITS = 1_000;

/** A route that is one leg within another, `depth` times; the innermost is made of `WAITS` legs that a carrier takes. */
function chain(depth: number): Route {
  return {
    legCount: (leg) => leg < depth - 1 ? 1 : leg === depth - 1 ? WAITS : 0,
    legAt: (leg, index) => leg + 1 + index,
    tariff: (leg) => Promise.resolve(leg),
  };
}

// #region chain
function* priceByYield(route: Route, leg: number): Generator<number, number> {
  const legs = route.legCount(leg);
  if (legs === 0) return Number(yield leg);
  let cents = 0;
  for (let index = 0; index < legs; index++) {
    cents += yield* priceByYield(route, route.legAt(leg, index));
  }
  return cents;
}

export async function priceByAwait(route: Route, leg: number): Promise<number> {
  const legs = route.legCount(leg);
  if (legs === 0) return await route.tariff(leg);
  let cents = 0;
  for (let index = 0; index < legs; index++) {
    cents += await priceByAwait(route, route.legAt(leg, index));
  }
  return cents;
}
// #endregion

/** What `price` asks, and what a carrier answers. */
interface Route {
  legCount(leg: number): number;
  legAt(leg: number, index: number): number;
  tariff(leg: number): Promise<number>;
}

function byYield(depth: number): void {
  const steps = priceByYield(chain(depth), 0);
  for (let step = steps.next(); !step.done; step = steps.next(step.value));
}

async function byAwait(depth: number): Promise<void> {
  await priceByAwait(chain(depth), 0);
}

async function onAStack(depth: number): Promise<void> {
  const route = chain(depth);
  const imports = { price: { ...route, tariff: new Suspending(route.tariff) } };
  const { exports } = new WebAssembly.Instance(priceModule, imports);
  await promising(exports.price)(0);
}

const WAYS: Readonly<Record<string, (depth: number) => Promise<void> | void>> = {
  "generators, by yield*": byYield,
  "async functions, by await": byAwait,
  "a stack of its own": onAStack,
};

/** Way → nanoseconds for each wait at these depths: medians of the later half of the rounds, by when all is compiled. */
export async function costsByDepth(
  depths: readonly number[],
  rounds = 20,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = Object.keys(WAYS);
  const taken = new Map(names.map((name) => [name, depths.map((): number[] => [])]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      for (const [index, depth] of depths.entries()) {
        const began = performance.now();
        await WAYS[name]!(depth);
        taken.get(name)![index]!.push((performance.now() - began) * 1e6 / WAITS);
      }
    }
  }
  return new Map(names.map((name) => [name, taken.get(name)!.map((ns) => quantile(ns.slice(rounds / 2), 0.5))]));
}

if (import.meta.main) {
  const depths = [1, 10, 100];
  for (const [name, ns] of await costsByDepth(depths)) {
    console.log(name.padEnd(27), ...ns.map((each) => `${each.toFixed(0).padStart(6)} ns`));
  }
}
