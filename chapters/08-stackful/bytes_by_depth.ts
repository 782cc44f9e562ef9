/** What a quote takes that waits at the bottom of so many calls: resident memory of this process, divided by how many there are. */
import { priceByAwait } from "./cost_by_depth.ts";
import { promising, Suspending } from "./jspi.ts";
import { priceModule } from "./price_wasm.ts";

const FEW = 200;
const MORE = 2_000;

/** A route that is one leg within another, `depth` times. */
function chain(depth: number) {
  return { legCount: (leg: number) => leg < depth ? 1 : 0, legAt: (leg: number) => leg + 1 };
}

const waiting: Promise<number>[] = [];
const answer = new Promise<number>(() => {}); // never comes

/** What one more takes when there are some already: the first pay extra. */
function bytesEach(start: () => Promise<number>): number {
  for (let index = 0; index < FEW; index++) waiting.push(start());
  const before = Deno.memoryUsage().rss;
  for (let index = 0; index < MORE; index++) waiting.push(start());
  return (Deno.memoryUsage().rss - before) / MORE;
}

function stackOf(depth: number): () => Promise<number> {
  const imports = { price: { ...chain(depth), tariff: new Suspending(() => answer) } };
  const quote = promising(new WebAssembly.Instance(priceModule, imports).exports.price);
  return () => quote(0);
}

if (import.meta.main) {
  // #region shown
  for (const calls of [3, 30, 300]) {
    const onStack = bytesEach(stackOf(calls));
    const route = { ...chain(calls), tariff: () => answer };
    const asAsync = bytesEach(() => priceByAwait(route, 0));
    console.log(`${calls} calls: ${kib(onStack)} as a stack,`);
    console.log(`  ${kib(asAsync)} as async functions`);
  }
  // #endregion
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
