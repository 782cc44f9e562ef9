/** One coroutine that asks in a loop, at the bottom of so many calls: as a generator, as an async function, and on stacks. */
import {
  deepAsync,
  type DeepCoroutine,
  deepGenerator,
  deepJspi,
  deepSwitched,
  offersStackSwitching,
  turnNs,
} from "../../labs/_runtime/stacks/mod.ts";

async function costOf(way: DeepCoroutine, depth: number): Promise<string> {
  const ns = await turnNs(way, { depth, nowMs: () => performance.now(), rounds: 15 });
  return `${Math.round(ns)} ns`.padStart(8);
}

// #region shown
const ways = [deepGenerator(), deepAsync(), deepJspi()];
if (offersStackSwitching()) ways.push(deepSwitched());
for (const way of ways) {
  const [shallow, deep] = [await costOf(way, 1), await costOf(way, 100)];
  console.log(way.name.padEnd(20), shallow, "and", deep);
}
// #endregion
