/** Run by `exhibit.ts` in a process of its own: prints what each way costs, as JSON. */
import type { WayName } from "../../../labs/_runtime/ways/mod.ts";
import { measureSwitches } from "./measure_switches.ts";
import { measureWaiting } from "./measure_waiting.ts";
import { WAY_THREAD } from "./way_thread.ts";

/** By way; `null` where this engine could not do it. */
export interface PrintedCosts {
  readonly bytes: Readonly<Record<WayName, number | null>>;
  readonly ns: Readonly<Record<WayName, number | null>>;
}

if (import.meta.main) {
  const bytes = await measureWaiting();
  const ns: [WayName, number | null][] = [];
  for await (const [name, cost] of measureSwitches(WAY_THREAD)) {
    ns.push([name, cost.kind === "measured" ? cost.value : null]);
  }
  console.log(JSON.stringify({ bytes, ns: Object.fromEntries(ns) }));
  // Reports that wait for ever would keep the process.
  Deno.exit();
}
