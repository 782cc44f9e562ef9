/** From a file to a verdict, through the real sandbox. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { loadAnswers } from "../../../labs/_runner/answers.ts";
import { FixtureGrader } from "./fixture_grader.ts";

Deno.test("a lab's solution and other right answers pass, its starter and wrong answers fail where they say", async () => {
  await using fixture = await FixtureGrader.open();
  const { lab } = fixture;
  const answers = await loadAnswers(lab);
  for (const code of [lab.solution, ...answers.right.map((right) => right.code)]) {
    const { result } = await fixture.hear(code);
    assertEquals([result.outcome, result.message], ["passed", "All 3 tests passed."]);
  }
  const starter = await fixture.hear(lab.starter);
  assertEquals(starter.result.tests.map((test) => test.status), ["failed", "passed", "passed"]);
  assertEquals(starter.result.tests[0]!.name, lab.starterFails);
  for (const wrong of answers.wrong) {
    const { result } = await fixture.hear(wrong.code);
    const refused = result.tests.find((test) => test.name === wrong.failsTest)!;
    assertEquals(refused.status, "failed");
    assertStringIncludes(`${refused.message} ${refused.hint}`, wrong.says);
  }
});

Deno.test("a failed test points at a line of the learner's file, through the trace that was sent", async () => {
  await using fixture = await FixtureGrader.open();
  const { events, result } = await fixture.hear(fixture.lab.starter);
  const trace = events.find((event) => event.type === "trace")!.trace;
  const moment = trace.events[result.tests[0]!.traceAt!]!;
  assertEquals(
    fixture.lab.starter.split("\n")[moment.source!.line - 1]!.trim(),
    "const route = await backends.route(parcelId);",
  );
});

Deno.test("the verdict follows from file and seed", async () => {
  await using fixture = await FixtureGrader.open();
  const verdicts = new Set<string>();
  for (let again = 0; again < 3; again++) {
    const { result } = await fixture.hear(fixture.lab.starter, { seed: 42 });
    verdicts.add(JSON.stringify([result.outcome, result.message, result.tests]));
  }
  assertEquals(verdicts.size, 1);
});

Deno.test("running the example shows what the program prints", async () => {
  await using fixture = await FixtureGrader.open();
  const { result, output } = await fixture.hear(fixture.lab.solution, { mode: "run" });
  assertEquals([result.outcome, output], ["finished", "scans of P-7, route of P-7\n"]);
});

Deno.test("a wait that never ends can be stopped", async () => {
  await using fixture = await FixtureGrader.open();
  const code = "console.log('waiting'); await new Promise((done) => setTimeout(done, 1e9));";
  const request = { labId: fixture.lab.id, code, mode: "grade" } as const;
  for await (const event of fixture.grader.run(request, { queueKey: "learner", runId: "run-1" })) {
    if (event.type === "stdout") assert(fixture.grader.cancel("run-1"));
    if (event.type === "done") assertEquals(event.result.outcome, "cancelled");
  }
});

Deno.test("leaving the loop kills the run: the next one has its slot", async () => {
  await using fixture = await FixtureGrader.open();
  const request = { labId: fixture.lab.id, code: "for (;;);", mode: "grade" } as const;
  for await (const event of fixture.grader.run(request, { queueKey: "learner" })) {
    if (event.type === "started") break;
  }
  assertEquals((await fixture.hear(fixture.lab.solution)).result.outcome, "passed");
});
