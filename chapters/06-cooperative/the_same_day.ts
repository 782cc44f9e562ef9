/** The two plans and the customer again, as tasks of `@interleave/scheduler`; and two plans that wait for each other. */
import {
  channel,
  createScheduler,
  join,
  sleep,
  spawn,
  spend,
  type Task,
  virtualTime,
} from "../../labs/_runtime/scheduler/mod.ts";

/** What came of the day: when each plan was handed in, and how long the customer waited for each answer. */
export interface Day {
  readonly plans: readonly string[];
  readonly waitsMs: readonly number[];
}

/** Plans for Ghent and Lille, and a customer who asks three times. */
export async function theSameDay(): Promise<Day> {
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock });
  const plans: string[] = [];
  const waitsMs: number[] = [];
  const nowMs = () => clock.nowNs() / 1e6;
  const done = channel<string>(0, { name: "plans that are done" });

  // #region tasks
  function* plan(depot: string) {
    for (let piece = 0; piece < 6; piece++) {
      spend(10);
      yield;
    }
    yield* done.send(depot);
  }

  function* customer() {
    for (let question = 0; question < 3; question++) {
      const dueMs = nowMs() + 23;
      yield* sleep(23);
      spend(1);
      waitsMs.push(nowMs() - dueMs);
    }
  }

  function* office() {
    const asking = spawn("customer", customer);
    for (const depot of ["Ghent", "Lille"]) {
      spawn(`plan for ${depot}`, () => plan(depot));
    }
    for (let count = 0; count < 2; count++) {
      plans.push(`${yield* done.receive()} at ${nowMs()} ms`);
    }
    yield* join(asking);
  }
  // #endregion

  scheduler.spawn("office", office);
  await scheduler.run();
  return { plans, waitsMs };
}

/** Ghent's plan wants to know what Lille's will send, and Lille's what Ghent's will. */
export async function eachWaitsForTheOther(): Promise<void> {
  const scheduler = createScheduler({ mode: "cooperative", clock: virtualTime() });
  // #region ring
  const ghent: Task = scheduler.spawn("plan for Ghent", () => after(lille));
  const lille: Task = scheduler.spawn("plan for Lille", () => after(ghent));

  function* after(other: Task) {
    yield* join(other);
    spend(60);
  }
  // #endregion
  await scheduler.run();
}

if (import.meta.main) {
  // #region shown
  const { plans, waitsMs } = await theSameDay();
  console.log(`plans: ${plans.join(", ")}`);
  console.log(`the customer waited ${waitsMs.join(", ")} ms`);
  await eachWaitsForTheOther().catch((error) => {
    console.log(String(error).split(/(?<=deadlock:|;) /).join("\n  "));
  });
  // #endregion
}
