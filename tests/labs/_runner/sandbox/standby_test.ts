import { assertEquals, assertStrictEquals } from "@std/assert";
import { RUN_LIMITS, RUNNER_LIMITS } from "../../../../labs/_runner/limits.ts";
import type { RunLimits } from "../../../../labs/_runner/protocol.ts";
import { Standby, type StartedFor, type Waiting } from "../../../../labs/_runner/sandbox/standby.ts";
import { ManualClock } from "./manual_clock.ts";

/** What most runs need. */
const PLAIN: StartedFor = { limits: RUN_LIMITS, realKernel: false, assemblyScript: false };

/** Stands for a process. */
class Pretended implements Waiting {
  running = true;
  constructor(readonly limits: RunLimits) {}
  discard(): Promise<void> {
    this.running = false;
    return Promise.resolve();
  }
}

function setUp() {
  const clock = new ManualClock();
  const started: Pretended[] = [];
  const start = ({ limits }: StartedFor) => {
    const process = new Pretended(limits);
    started.push(process);
    return process;
  };
  return { clock, started, standby: new Standby(start, clock) };
}

Deno.test("a run gets the process that waits, and the next run another", () => {
  const { standby, started } = setUp();
  standby.prepare();
  assertStrictEquals(standby.take(PLAIN), started[0]);
  standby.prepare();
  assertStrictEquals(standby.take(PLAIN), started[1]);
  assertEquals(started.length, 2);
});

Deno.test("limits that a process must be started with make a new one", () => {
  const { standby, started } = setUp();
  standby.prepare();
  for (const limits of [{ heapMiB: 64 }, { dataMiB: 2_048 }, { cpuSeconds: 1 }]) {
    const process = standby.take({ ...PLAIN, limits: { ...RUN_LIMITS, ...limits } });
    assertStrictEquals(process, started.at(-1)!);
    assertEquals(process.limits, { ...RUN_LIMITS, ...limits });
  }
  assertEquals(started.length, 4);
});

Deno.test("a process with a driver is given to jobs that ask for one, and to no other", () => {
  const { standby, started } = setUp();
  standby.prepare({ ...PLAIN, realKernel: true });
  assertStrictEquals(standby.take(PLAIN), started[1]);
  assertStrictEquals(standby.take({ ...PLAIN, realKernel: true }), started[0]);
});

Deno.test("a process with a compiler of AssemblyScript is given to jobs that ask for one, and to no other", () => {
  const { standby, started } = setUp();
  standby.prepare({ ...PLAIN, assemblyScript: true });
  assertStrictEquals(standby.take(PLAIN), started[1]);
  assertStrictEquals(standby.take({ ...PLAIN, assemblyScript: true }), started[0]);
});

Deno.test("limits that the watcher keeps do not", () => {
  const { standby, started } = setUp();
  standby.prepare();
  assertStrictEquals(standby.take({ ...PLAIN, limits: { ...RUN_LIMITS, wallMs: 1, outputBytes: 1 } }), started[0]);
});

Deno.test("preparing for other limits replaces what waits", () => {
  const { standby, started } = setUp();
  standby.prepare();
  standby.prepare({ ...PLAIN, limits: { ...RUN_LIMITS, heapMiB: 64 } });
  assertEquals(started.map(({ running }) => running), [false, true]);
});

Deno.test("a process that has died while it waited is not given out", () => {
  const { standby, started } = setUp();
  standby.prepare();
  started[0]!.running = false;
  assertStrictEquals(standby.take(PLAIN), started[1]);
});

Deno.test("a process that nobody needed is discarded", () => {
  const { clock, standby, started } = setUp();
  standby.prepare();
  clock.advance(RUNNER_LIMITS.standbyMs);
  assertEquals(started[0]!.running, false);
  assertEquals(clock.pending, 0);
});

Deno.test("a closed standby has nothing waiting, and starts no more", async () => {
  const { clock, standby, started } = setUp();
  standby.prepare();
  await standby.close();
  standby.prepare();
  assertEquals(started.map(({ running }) => running), [false]);
  assertEquals(clock.pending, 0);
});
