/** Bytes of one more waiting report in a way, measured in a Deno process of its own that may collect garbage when asked. */
import { offersStacks, ONE_THREAD, threadWay, type WayName } from "../../../labs/_runtime/ways/mod.ts";
import { WAY_THREAD } from "./way_thread.ts";
import { WAYS, type WayWords } from "./way_words.ts";

/** All that was begun: threads that ended would give pages back while others are counted. */
const forEver: unknown[] = [];

/** Bytes by way. Needs `--v8-flags=--expose-gc`. What it begins waits until the process ends. */
export async function measureWaiting(): Promise<Readonly<Record<WayName, number | null>>> {
  const measured: [WayName, number | null][] = [];
  for (const way of WAYS) {
    const isThere = way.name !== "stacks" || offersStacks();
    measured.push([way.name, isThere ? await bytesOf(way) : null]);
  }
  return Object.fromEntries(measured) as Record<WayName, number | null>;
}

async function bytesOf({ name, waiting: { before, counted, memory } }: WayWords): Promise<number> {
  const way = name === "threads" ? threadWay(WAY_THREAD) : ONE_THREAD.find((one) => one.name === name)!;
  // A place for each, before anything is measured.
  const held = new Array<unknown>(before + counted).fill(null);
  for (let index = 0; index < before; index++) held[index] = (await way.begin()).held;
  const first = bytesInUse(memory);
  for (let index = before; index < held.length; index++) held[index] = (await way.begin()).held;
  const bytes = (bytesInUse(memory) - first) / counted;
  forEver.push(held);
  return bytes;
}

function bytesInUse(memory: WayWords["waiting"]["memory"]): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new TypeError("measureWaiting: run it with --v8-flags=--expose-gc");
  gc();
  const { heapUsed, rss } = Deno.memoryUsage();
  return memory === "heap" ? heapUsed : rss;
}
