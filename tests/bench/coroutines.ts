/**
 * Coroutines side by side: what a turn costs, at any depth, and what a suspended one takes.
 *
 * Each way is measured in a process of its own: what an engine has seen before changes what it makes of the same code, and
 * memory that one way gives back would be used again by the next. Stack switching needs a flag of V8's in that process.
 */
import { compileCoroutine } from "../../labs/_runtime/coroutine/compile_coroutine.ts";
import {
  COUNT_TURNS,
  deepAsync,
  deepClass,
  type DeepCoroutine,
  deepGenerator,
  deepJspi,
  deepSwitched,
  type Resumable,
  turnNs,
} from "../../labs/_runtime/stacks/mod.ts";
import type { Row } from "./table.ts";

const SUSPENDED = 10_000;
const AMONG = 1_000;
const CLASS_BOUND = 1.5;
const DEPTH_BOUND = 1.5;
/** `gc`, and the stack switching that V8 keeps behind a flag. */
const FLAGS: Partial<Record<Way, string>> = { "stack switching": "--v8-flags=--expose-gc,--experimental-wasm-wasmfx" };
const COLLECTING = "--v8-flags=--expose-gc";

const MAKERS = {
  class: compiledClass,
  generator: deepGenerator,
  await: deepAsync,
  JSPI: deepJspi,
  "stack switching": deepSwitched,
};
type Way = keyof typeof MAKERS;
const WAYS = Object.keys(MAKERS) as Way[];

/** What one process measured. */
interface Cost {
  /** Nanoseconds a turn, 1, 10 and 100 calls deep. */
  readonly turnNs: readonly [number, number, number];
  /** Nanoseconds a turn, when a thousand take turns. */
  readonly amongNs: number;
  /** Bytes of V8's heap that one suspended coroutine holds, after a collection. */
  readonly heapBytes: number;
  /** Bytes of physical memory: pages of the process that were touched. Stacks are outside of the heap. */
  readonly residentBytes: number;
  /** Bytes of address space: a stack is reserved whole, and touched as it is used. `null` where it cannot be read. */
  readonly reservedBytes: number | null;
}

type Costs = Partial<Record<Way, Cost>>;

/** A row for each promise. */
export async function measureCoroutines(): Promise<Row[]> {
  const costs: Costs = {};
  for (const way of WAYS) {
    const cost = await costInOwnProcess(way);
    if (cost !== null) costs[way] = cost;
  }
  const { class: own, generator, JSPI } = costs;
  if (own === undefined || generator === undefined || JSPI === undefined) throw new Error("a way was not measured");
  const deeper = JSPI.turnNs[2] / JSPI.turnNs[0];
  return [
    {
      promise: "a turn (suspended, and resumed), ns",
      measured: list(costs, ({ turnNs }) => nanoseconds(turnNs[0])),
      bound: `class at most ${CLASS_BOUND} generators`,
      kept: own.turnNs[0] <= CLASS_BOUND * generator.turnNs[0],
    },
    {
      promise: "the same from 10, and from 100 calls deep, ns",
      measured: list(costs, ({ turnNs }) => `${nanoseconds(turnNs[1])} and ${nanoseconds(turnNs[2])}`, "class"),
      bound: `JSPI from 100 at most ${DEPTH_BOUND} times from 1`,
      kept: deeper <= DEPTH_BOUND,
    },
    {
      promise: "a turn among 1,000, ns",
      measured: list(costs, ({ amongNs }) => nanoseconds(amongNs)),
      bound: `class at most ${CLASS_BOUND} generators`,
      kept: own.amongNs <= CLASS_BOUND * generator.amongNs,
    },
    {
      promise: "bytes of heap a suspended one, of 10,000",
      measured: list(costs, ({ heapBytes }) => heapBytes.toFixed(0)),
      bound: "class at most a generator",
      kept: own.heapBytes <= generator.heapBytes,
    },
    {
      promise: "resident bytes a suspended one, of 10,000",
      measured: list(costs, ({ residentBytes }) => residentBytes.toFixed(0)),
      bound: "a stack at least a page",
      kept: JSPI.residentBytes >= 4_096,
    },
    {
      promise: "kilobytes of address space a suspended one",
      measured: list(costs, ({ reservedBytes }) => reservedBytes === null ? "?" : (reservedBytes / 1e3).toFixed(1)),
      bound: "a stack more than it touches",
      kept: JSPI.reservedBytes === null || JSPI.reservedBytes > JSPI.residentBytes,
    },
  ];
}

function list(costs: Costs, figure: (cost: Cost) => string, leftOut?: Way): string {
  return WAYS.filter((way) => way !== leftOut).map((way) => {
    const cost = costs[way];
    return `${way} ${cost === undefined ? "not in this V8" : figure(cost)}`;
  }).join(", ");
}

function nanoseconds(ns: number): string {
  return ns.toFixed(ns < 10 ? 1 : 0);
}

/** `null` where this V8 does not know the way's flag: Deno does not start then, and names the flag. */
async function costInOwnProcess(way: Way): Promise<Cost | null> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", FLAGS[way] ?? COLLECTING, import.meta.filename!, way],
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout));
  const why = new TextDecoder().decode(stderr);
  if (why.includes("V8 did not recognize flag")) return null;
  throw new Error(`the cost of ${way} was not measured: ${why}`);
}

async function measureCost(way: Way): Promise<Cost> {
  const coroutine = MAKERS[way]();
  // Memory first: measuring time leaves garbage and compiled code.
  const bytes = bytesEach(coroutine);
  const nowMs = () => performance.now();
  const from = (depth: number) => turnNs(coroutine, { depth, nowMs });
  return {
    ...bytes,
    turnNs: [await from(1), await from(10), await from(100)],
    amongNs: await turnNs(coroutine, { among: AMONG, nowMs }),
  };
}

function bytesEach(coroutine: DeepCoroutine): Pick<Cost, "heapBytes" | "residentBytes" | "reservedBytes"> {
  // What only the first ones pay comes before anything is measured.
  const held = [coroutine.begin({ depth: 1, among: 10 })];
  const before = bytesInUse();
  held.push(coroutine.begin({ depth: 1, among: SUSPENDED }));
  const after = bytesInUse();
  if (held.length !== 2) throw new Error("nobody holds them");
  return {
    heapBytes: (after.heap - before.heap) / SUSPENDED,
    residentBytes: (after.resident - before.resident) / SUSPENDED,
    reservedBytes: after.reserved === null || before.reserved === null
      ? null
      : (after.reserved - before.reserved) / SUSPENDED,
  };
}

function bytesInUse(): { heap: number; resident: number; reserved: number | null } {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new TypeError(`run it with ${COLLECTING}`);
  gc();
  const { heapUsed, rss } = Deno.memoryUsage();
  return { heap: heapUsed, resident: rss, reserved: Deno.build.os === "linux" ? addressSpace() : null };
}

/** `VmSize` of this process: proc_pid_status(5). */
function addressSpace(): number {
  return Number(/VmSize:\s+(\d+) kB/.exec(Deno.readTextFileSync("/proc/self/status"))?.[1]) * 1024;
}

function compiledClass(): DeepCoroutine {
  const make: () => Resumable = new Function(`${compileCoroutine(COUNT_TURNS).code}; return countTurns;`)();
  return deepClass(make);
}

if (import.meta.main) console.log(JSON.stringify(await measureCost(Deno.args[0] as Way)));
