/**
 * The other thread, in Deno and in browsers: runs one report of the way of threads, or measures another way where nothing
 * else has run before, so that the engine has seen that way alone.
 */
import {
  nsPerSwitch,
  ONE_THREAD,
  reportOnThread,
  type ThreadOrder,
  type WayName,
} from "../../../labs/_runtime/ways/mod.ts";

/** To measure a switch of one of `ONE_THREAD`. */
export interface SwitchOrder {
  readonly kind: "switch";
  readonly name: WayName;
}

/** The answer to an order to measure, in nanoseconds or bytes. */
export type Measured =
  | { readonly kind: "measured"; readonly value: number }
  | { readonly kind: "failed"; readonly why: string };

/** Where this module is: what a Worker of it is made from. */
export const WAY_THREAD = import.meta.url;

interface ThreadScope {
  onmessage: ((event: MessageEvent<ThreadOrder | SwitchOrder>) => void) | null;
  postMessage(reply: Measured | number | "there"): void;
}

if ("DedicatedWorkerGlobalScope" in globalThis) {
  const scope = globalThis as unknown as ThreadScope;
  scope.onmessage = async ({ data: order }) => {
    if (order.kind === "switch") return scope.postMessage(await measureSwitch(order.name));
    scope.postMessage("there");
    scope.postMessage(reportOnThread(order));
  };
}

async function measureSwitch(name: WayName): Promise<Measured> {
  const way = ONE_THREAD.find((one) => one.name === name);
  if (way === undefined) return { kind: "failed", why: `no way is called ${name}` };
  try {
    return { kind: "measured", value: await nsPerSwitch(way, { now: () => performance.now() }) };
  } catch (error) {
    return { kind: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}
