import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { RunEvent } from "../../../labs/_runner/protocol.ts";
import { errorOf, PlayedGrader, resultOf, TestSite } from "./fixture.ts";

const REQUEST = { labId: "first-overlap", code: "export {};", mode: "grade" };

/** The events of a finished stream, as a page reads them. */
async function eventsOf(response: Response): Promise<{ event: string; data: unknown }[]> {
  const messages = (await response.text()).split("\n\n").filter((message) => message !== "");
  return messages.map((message) => {
    const [event = "", data = ""] = message.split("\n");
    return { event: event.replace("event:", ""), data: JSON.parse(data.replace("data:", "")) };
  });
}

/** A run that starts, and then waits until the test ends it. */
function until(end: Promise<void>): (runId: string) => AsyncGenerator<RunEvent> {
  return async function* (runId) {
    yield { type: "started", runId, level: "strong" };
    await end;
  };
}

Deno.test("a run's events arrive in order, the rest of each as its data", async () => {
  using site = new TestSite();
  const response = await site.send("POST", "/api/runs", { ...REQUEST, seed: 7 });
  assertEquals(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  const events = await eventsOf(response);
  assertEquals(events.map(({ event }) => event), ["queued", "started", "stdout", "done"]);
  assertEquals(events[2]?.data, { text: "one\ntwo <script>\n" });
  const [asked] = site.grader.asked;
  assert(asked !== undefined);
  assertEquals(asked.request, { labId: "first-overlap", code: "export {};", mode: "grade", seed: 7 });
  assertMatch(asked.runId, /^[0-9a-f]{32}$/);
  assertEquals(events[3]?.data, { result: { ...resultOf(), runId: asked.runId } });
});

for (
  const [what, body, status, words] of [
    ["no JSON", "{", 400, "is not JSON"],
    ["no object", "[]", 400, "expected an object"],
    ["no code", JSON.stringify({ ...REQUEST, code: undefined }), 400, "code is missing"],
    ["an unknown mode", JSON.stringify({ ...REQUEST, mode: "pass" }), 400, 'mode is "pass": expected "run" or "grade"'],
    ["half a seed", JSON.stringify({ ...REQUEST, seed: 0.5 }), 400, "seed is 0.5"],
    ["a seed beyond 32 bits", JSON.stringify({ ...REQUEST, seed: 2 ** 32 }), 400, "expected 0 to 4294967295"],
    ["a verdict of its own", JSON.stringify({ ...REQUEST, outcome: "passed" }), 400, "outcome is not known here"],
    ["a lab that is none", JSON.stringify({ ...REQUEST, labId: "no-such-lab" }), 404, 'no lab "no-such-lab"'],
    ["a file over 64 KiB", JSON.stringify({ ...REQUEST, code: "x".repeat(65_537) }), 413, "65537 bytes"],
    ["a body over any file", `"${"x".repeat(200_000)}"`, 413, "send less"],
  ] as const
) {
  Deno.test(`a request with ${what} is refused with ${status}, and nothing runs`, async () => {
    using site = new TestSite();
    const response = await site.fetch("/api/runs", { method: "POST", body });
    assertEquals(response.status, status);
    assertStringIncludes(await errorOf(response), words);
    assertEquals(site.grader.asked, []);
  });
}

Deno.test("a file of exactly 64 KiB is taken, whatever its escapes", async () => {
  using site = new TestSite();
  const response = await site.send("POST", "/api/runs", { ...REQUEST, code: "\n".repeat(65_536) });
  assertEquals(response.status, 200);
  await response.body?.cancel();
});

Deno.test("a body that is not called JSON is refused with 415", async () => {
  using site = new TestSite();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const response = await site.fetch("/api/runs", {
      method: "POST",
      body: JSON.stringify(REQUEST),
      headers: { "content-type": type },
    });
    assertEquals(response.status, 415, type);
  }
});

Deno.test("a full queue is 429 with the time to wait, before any stream", async () => {
  async function* full(runId: string): AsyncGenerator<RunEvent> {
    yield await Promise.resolve({
      type: "done",
      result: resultOf({ runId, outcome: "busy", message: "50 runs wait." }),
    });
  }
  using site = new TestSite({ grader: new PlayedGrader(full) });
  const response = await site.send("POST", "/api/runs", REQUEST);
  assertEquals(response.status, 429);
  assertMatch(response.headers.get("retry-after") ?? "", /^\d+$/);
  assertStringIncludes(await errorOf(response), "50 runs wait");
});

Deno.test("leaving the stream kills the run and frees its place", async () => {
  const end = Promise.withResolvers<void>();
  using site = new TestSite({ grader: new PlayedGrader(until(end.promise)) });
  for (let round = 0; round < 6; round++) {
    const response = await site.send("POST", "/api/runs", REQUEST);
    assertEquals(response.status, 200, `round ${round}`);
    await response.body?.cancel();
  }
  end.resolve();
  await site.grader.left.promise;
  assertEquals(site.grader.cancelled, site.grader.asked.map(({ runId }) => runId));
});

Deno.test("a learner has at most four streams open", async () => {
  const end = Promise.withResolvers<void>();
  using site = new TestSite({ grader: new PlayedGrader(until(end.promise)) });
  const open = [];
  for (let stream = 0; stream < 4; stream++) open.push(await site.send("POST", "/api/runs", REQUEST));
  const fifth = await site.send("POST", "/api/runs", REQUEST);
  assertEquals(fifth.status, 429);
  assertStringIncludes(await errorOf(fifth), "4 runs are open already");
  end.resolve();
  await Promise.all(open.map((response) => response.text()));
  const next = await site.send("POST", "/api/runs", REQUEST);
  assertEquals(next.status, 200);
  await next.text();
});

Deno.test("presses of Run that come too fast are 429, and are taken again later", async () => {
  using site = new TestSite();
  const statuses: number[] = [];
  for (let press = 0; press < 40; press++) {
    const response = await site.send("POST", "/api/runs", REQUEST);
    statuses.push(response.status);
    await response.text();
  }
  assertEquals([statuses.indexOf(429), statuses.lastIndexOf(200)], [30, 29]);
  site.nowMs += 1_000;
  const later = await site.send("POST", "/api/runs", REQUEST);
  assertEquals(later.status, 200);
  await later.text();
});

Deno.test("an open run is cancelled by its id, an unknown one is 404", async () => {
  const end = Promise.withResolvers<void>();
  using site = new TestSite({ grader: new PlayedGrader(until(end.promise)) });
  const response = await site.send("POST", "/api/runs", REQUEST);
  const runId = site.grader.asked[0]?.runId;
  assertEquals((await site.fetch(`/api/runs/${runId}`, { method: "DELETE" })).status, 204);
  assertEquals(site.grader.cancelled, [runId]);
  assertEquals((await site.fetch("/api/runs/0123", { method: "DELETE" })).status, 404);
  end.resolve();
  await response.text();
  assertEquals((await site.fetch(`/api/runs/${runId}`, { method: "DELETE" })).status, 404, "it has ended");
});

Deno.test("health counts the runs that wait and those that run", async () => {
  const end = Promise.withResolvers<void>();
  using site = new TestSite({ grader: new PlayedGrader(until(end.promise)) });
  const health = async () => await (await site.fetch("/healthz")).json();
  assertEquals(await health(), { version: 1, level: "strong", queue: { waiting: 0, running: 0 } });
  const response = await site.send("POST", "/api/runs", REQUEST);
  const reader = response.body!.getReader();
  await reader.read();
  assertEquals((await health()).queue, { waiting: 0, running: 1 });
  end.resolve();
  while (!(await reader.read()).done) { /* to the end */ }
  assertEquals((await health()).queue, { waiting: 0, running: 0 });
});

Deno.test("a run that breaks off on our side still ends with one `done`, and the log has a line", async () => {
  async function* breaks(runId: string): AsyncGenerator<RunEvent> {
    yield await Promise.resolve({ type: "started", runId, level: "strong" });
    throw new Error("judge not found");
  }
  using site = new TestSite({ grader: new PlayedGrader(breaks) });
  const events = await eventsOf(await site.send("POST", "/api/runs", REQUEST));
  assertEquals(events.map(({ event }) => event), ["started", "done"]);
  const { result } = events[1]?.data as { result: { outcome: string; message: string } };
  assertEquals(result.outcome, "runner-fault");
  assert(!result.message.includes("judge not found"));
  assertStringIncludes(site.logged.join(), "judge not found");
});
