/** Nanoseconds a switch in each way, measured wherever this runs: in Deno or in a reader's browser. */
import { nsPerSwitch, offersStacks, offersThreads, threadWay, type WayName } from "../../../labs/_runtime/ways/mod.ts";
import type { Measured, SwitchOrder } from "./way_thread.ts";
import { WAYS } from "./way_words.ts";

/** Every round of threads begins two new ones, which takes longer than the round. */
export const THREAD_ROUNDS = 9;

/**
 * Yields each way's cost as soon as it is known; one after another, each on a thread of its own at `address`, which is that of
 * `way_thread.ts`. A failure is said in words: `Measured`.
 */
export async function* measureSwitches(address: string): AsyncGenerator<readonly [name: WayName, cost: Measured]> {
  for (const { name } of WAYS) yield [name, await measureSwitch(name, address)];
}

async function measureSwitch(name: WayName, address: string): Promise<Measured> {
  if (name === "stacks" && !offersStacks()) return { kind: "failed", why: "this engine has no JSPI yet" };
  if (name !== "threads") return await askThread(address, { kind: "switch", name });
  if (!offersThreads()) return { kind: "failed", why: "threads may not share memory here" };
  try {
    const now = () => performance.now();
    return { kind: "measured", value: await nsPerSwitch(threadWay(address), { now, rounds: THREAD_ROUNDS }) };
  } catch (error) {
    return { kind: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}

/** Puts one order to a new thread, and ends it when it has answered. */
export async function askThread(address: string, order: SwitchOrder): Promise<Measured> {
  const thread = new Worker(address, { type: "module" });
  try {
    return await new Promise<Measured>((resolve) => {
      thread.onmessage = ({ data }) => resolve(data);
      thread.onerror = (event) => {
        event.preventDefault();
        resolve({ kind: "failed", why: event.message });
      };
      thread.postMessage(order);
    });
  } finally {
    thread.terminate();
  }
}
