import { assertEquals, assertRejects } from "@std/assert";
import { JudgeThread } from "../../../../labs/_runner/judge/judge_thread.ts";
import type { Lab } from "../../../../labs/_runner/lab.ts";

const EVIDENCE = {
  scenario: 0,
  input: 1,
  observation: 1,
  trace: { version: 1, clock: "monotonic", events: [], truncated: false },
  reference: null,
} as const;

function labWith(judge: string): Lab {
  return { id: "on-trial", judgeUrl: new URL(judge, import.meta.url) } as Lab;
}

const ENDLESS = labWith("judges/endless.ts");
const BROKEN = labWith("judges/broken.ts");
const GOOD = labWith("../fixture_labs/two-backends/judge.ts");

Deno.test("a judge that never ends is stopped, named, and does not hold up the next question", async () => {
  const thread = new JudgeThread({ limitMs: 2_000 });
  const overrun = assertRejects(
    () => thread.check(ENDLESS, [EVIDENCE]),
    Error,
    "labs/on-trial/judge.ts took longer than 2 s",
  );
  const next = thread.plan(GOOD, 1);
  await overrun;
  assertEquals((await next).length, 2);
  thread.close();
});

Deno.test("a judge that throws its own error is named with it", async () => {
  const thread = new JudgeThread({ limitMs: 10_000 });
  await assertRejects(
    () => thread.check(BROKEN, [EVIDENCE]),
    Error,
    "labs/on-trial/judge.ts is broken: Error: the author forgot a case",
  );
  await assertRejects(() => thread.plan(labWith("judges/missing.ts"), 1), Error, "labs/on-trial/judge.ts is broken");
  thread.close();
});

Deno.test("closing the thread fails the question that it was at, and those that wait or come", async () => {
  const thread = new JudgeThread({ limitMs: 10_000 });
  await thread.plan(ENDLESS, 1);
  const refused = [
    assertRejects(() => thread.check(ENDLESS, [EVIDENCE]), Error, "closed"),
    assertRejects(() => thread.plan(GOOD, 1), Error, "closed"),
  ];
  // Let the first question reach the thread.
  await Promise.resolve();
  thread.close();
  await Promise.all(refused);
  await assertRejects(() => thread.plan(GOOD, 1), Error, "closed");
});
