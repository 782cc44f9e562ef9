/** The same walk twice: as plain Wasm on stacks, and as generators that say `yield*` at every call. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Coroutine, createScheduler, Suspension, type Task, virtualTime } from "@interleave/scheduler";
import { createStacks, type Mechanism } from "@interleave/stacks";
import type { UnstampedEvent, WaitReason } from "@interleave/trace";
import { MECHANISMS } from "./mechanisms.ts";
import { walkInstance } from "./walk_module.ts";

/** Answers that come one at a time, each when nothing else can be done: the order of arrival is `shuffle`'s. */
function heldAnswers(shuffle: readonly number[]): (depot: number) => Promise<number> {
  const held: { depot: number; give: (count: number) => void }[] = [];
  let turn = 0;
  const giveOne = () => {
    const [given] = held.splice((shuffle[turn++ % shuffle.length] ?? 0) % held.length, 1);
    given?.give(given.depot);
  };
  return (depot) =>
    new Promise((give) => {
      held.push({ depot, give });
      setTimeout(giveOne);
    });
}

/** One question of a generator: what a blocking call is on a stack. */
class Call extends Suspension<number> {
  readonly #depot: number;
  readonly #answer: (depot: number) => Promise<number>;
  override readonly reason: WaitReason = { kind: "call", name: "countOf" };

  constructor(depot: number, answer: (depot: number) => Promise<number>) {
    super();
    this.#depot = depot;
    this.#answer = answer;
  }

  start(): boolean {
    return false;
  }

  enlist(task: Task): void {
    this.task = task;
    task.owner.countPromise(1);
    this.#answer(this.#depot).then((count) => {
      task.owner.countPromise(-1);
      this.resolve(count);
      this.finish();
    });
  }

  withdraw(): void {}
}

function* walk(depot: number, answer: (depot: number) => Promise<number>): Coroutine<number> {
  if (depot >= 8) return yield* new Call(depot, answer);
  return (yield* walk(depot * 2, answer)) + (yield* walk(depot * 2 + 1, answer));
}

interface Walked {
  readonly events: readonly UnstampedEvent[];
  readonly results: readonly (number | undefined)[];
}

async function asGenerators(roots: readonly number[], shuffle: readonly number[]): Promise<Walked> {
  const events: UnstampedEvent[] = [];
  const answer = heldAnswers(shuffle);
  const scheduler = createScheduler({
    mode: "cooperative",
    clock: virtualTime(),
    record: (event) => events.push(event),
    findLines: () => false,
  });
  const tasks = roots.map((root) => scheduler.spawn(`from ${root}`, () => walk(root, answer)));
  await scheduler.run();
  return { events, results: tasks.map(({ result }) => result) };
}

async function onStacks(mechanism: Mechanism, roots: readonly number[], shuffle: readonly number[]): Promise<Walked> {
  const events: UnstampedEvent[] = [];
  const stacks = createStacks({ mechanism, record: (event) => events.push(event) });
  const instance = walkInstance(stacks.blocking("countOf", heldAnswers(shuffle)));
  for (const root of roots) stacks.spawn(`from ${root}`, { instance, entry: "walk", argument: root });
  await stacks.run();
  return { events, results: stacks.all.map(({ result }) => result) };
}

for (const [way, make] of Object.entries(MECHANISMS)) {
  Deno.test(`${way}: stacks and generators leave the same trace, whatever the order of the answers`, async () => {
    const root = fc.integer({ min: 1, max: 9 });
    const some = fc.array(root, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), async (roots, shuffle) => {
        assertEquals(await onStacks(make(), roots, shuffle), await asGenerators(roots, shuffle));
      }),
      { numRuns: 20 },
    );
  });
}
