/**
 * What the scheduler costs: a switch, a hand-off, a task that lives. Go's figures are printed beside them, where there is Go.
 *
 * Each side is measured in a process of its own: what an engine has seen before changes what it makes of the same code.
 */
import {
  type Channel,
  channel,
  type Coroutine,
  createScheduler,
  type Scheduler,
  virtualTime,
} from "../../labs/_runtime/scheduler/mod.ts";
import { type GoTasks, measureGoTasks } from "./go_tasks.ts";
import { median, type Row } from "./table.ts";

const TASKS = 1_000;
const TURNS = 100;
const ROUNDS = 61;
const LIVE_TASKS = 100_000;
const SWITCH_NS = 25;
const HAND_OFF_NS = 110;
const LIVE_MB = 60;

/** What one process measured. */
interface Costs {
  readonly switchNs: number;
  readonly handOffNs: number;
  readonly liveMB: number;
}

/** A row for each promise. */
export async function measureSchedulerCosts(): Promise<Row[]> {
  const { switchNs, handOffNs, liveMB } = await costsInOwnProcess();
  const go = await measureGoTasks();
  return [
    {
      promise: "a switch, of 1,000 tasks",
      measured: `${switchNs.toFixed(0)} ns${besideGo(go, "Gosched", "switchNs")}`,
      bound: `at most ${SWITCH_NS} ns`,
      kept: switchNs <= SWITCH_NS,
    },
    {
      promise: "an unbuffered hand-off, of 1,000 tasks",
      measured: `${handOffNs.toFixed(0)} ns${besideGo(go, "channel", "handOffNs")}`,
      bound: `at most ${HAND_OFF_NS} ns`,
      kept: handOffNs <= HAND_OFF_NS,
    },
    {
      promise: "100,000 live tasks",
      measured: `${liveMB.toFixed(0)} MB`,
      bound: `at most ${LIVE_MB} MB`,
      kept: liveMB <= LIVE_MB,
    },
  ];
}

async function costsInOwnProcess(): Promise<Costs> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.filename!],
  }).output();
  if (!success) throw new Error(`the scheduler's costs were not measured: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function measureCosts(): Promise<Costs> {
  const switchNs = await nanosecondsEach(TASKS * TURNS, (scheduler) => {
    for (let task = 0; task < TASKS; task++) scheduler.spawn(`task ${task}`, pausing);
  });
  const handOffNs = await nanosecondsEach((TASKS / 2) * TURNS, (scheduler) => {
    for (let pair = 0; pair < TASKS / 2; pair++) {
      const values = channel<number>();
      scheduler.spawn("sender", () => sending(values));
      scheduler.spawn("receiver", () => receiving(values));
    }
  });
  return { switchNs, handOffNs, liveMB: await megabytesOfLiveTasks() };
}

function besideGo(go: GoTasks | null, what: string, figure: keyof GoTasks): string {
  return go === null ? " (no Go here)" : ` (Go's ${what}: ${go[figure].toFixed(0)} ns)`;
}

function* pausing(): Coroutine<void> {
  for (let turn = 0; turn < TURNS; turn++) yield;
}

function* sending(values: Channel<number>): Coroutine<void> {
  for (let value = 0; value < TURNS; value++) yield* values.send(value);
}

function* receiving(values: Channel<number>): Coroutine<void> {
  for (let value = 0; value < TURNS; value++) yield* values.receive();
}

/** Median over rounds of a run's time, divided by what happens in it. */
async function nanosecondsEach(
  count: number,
  spawnAll: (scheduler: Scheduler) => void,
): Promise<number> {
  const each: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const scheduler = createScheduler({ mode: "cooperative", clock: virtualTime() });
    spawnAll(scheduler);
    const startedMs = performance.now();
    await scheduler.run();
    each.push((performance.now() - startedMs) * 1e6 / count);
  }
  return median(each);
}

/** Heap of tasks that have all begun and wait. */
async function megabytesOfLiveTasks(): Promise<number> {
  const beforeBytes = Deno.memoryUsage().heapUsed;
  const never = channel<number>();
  const scheduler = createScheduler({ mode: "cooperative", clock: virtualTime() });
  for (let task = 0; task < LIVE_TASKS; task++) scheduler.spawn("waiting", () => receiving(never));
  let usedMB = 0;
  scheduler.spawn("measuring", () => {
    usedMB = (Deno.memoryUsage().heapUsed - beforeBytes) / 1e6;
    never.close();
  });
  await scheduler.run();
  return usedMB;
}

if (import.meta.main) console.log(JSON.stringify(await measureCosts()));
