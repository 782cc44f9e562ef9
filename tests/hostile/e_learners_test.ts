/** Group E of the hostile table: attacks on other learners that one machine without a browser can show. */
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { RunEvent } from "../../labs/_runner/protocol.ts";
import { PlayedGrader, TestSite } from "../components/_http/fixture.ts";

const HOSTED = { flags: ["--origin=https://book.example"] };
const DRAFT = { code: "// mine", baseVersion: 0 };
const RUN = { labId: "first-overlap", code: "export {};", mode: "run" };

Deno.test("E1 printed markup reaches the page as JSON in an event stream, never as HTML", async () => {
  async function* prints(): AsyncGenerator<RunEvent> {
    yield await Promise.resolve({ type: "stdout", text: `<img src=x onerror=alert(1)>\n\ndata: {}\n\nevent: done\n` });
  }
  using site = new TestSite({ grader: new PlayedGrader(prints) });
  const response = await site.send("POST", "/api/runs", RUN);
  assertEquals(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assertEquals(response.headers.get("x-content-type-options"), "nosniff");
  assertStringIncludes(response.headers.get("content-security-policy") ?? "", "script-src 'self';");
  const body = await response.text();
  assertEquals(body.match(/^event:/gm)?.length, 1, "what was printed cannot end its own message and begin another");
});

Deno.test("E2 markup in a path or a host name comes back as text", async () => {
  using site = new TestSite();
  for (const path of ["/<svg onload=alert(1)>", "/labs/<script>alert(1)</script>", "http://evil.example/<b>"]) {
    const text = await (await site.fetch(path)).text();
    assert(!/<(svg|script|b)[ >]/.test(text), text);
  }
  const api = await site.fetch("/api/labs/%3Cscript%3E/solution");
  assertEquals(api.headers.get("content-type"), "application/json");
});

Deno.test("E6 a form on another site can neither run, nor save, nor reset", async () => {
  using site = new TestSite(HOSTED);
  await site.send("PUT", "/api/drafts/first-overlap", DRAFT);
  const form = { origin: "https://evil.example", "content-type": "text/plain", "sec-fetch-site": "cross-site" };
  for (const path of ["/api/runs", "/api/answers", "/api/progress/import", "/progress/reset", "/api/learner/phrase"]) {
    const response = await site.fetch(path, { method: "POST", body: JSON.stringify(RUN), headers: form });
    assertEquals(response.status, 403, path);
    await response.body?.cancel();
  }
  assertEquals(site.grader.asked, []);
});

Deno.test("E6 a form without Origin is refused for what it sends: forms cannot send JSON", async () => {
  using site = new TestSite();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const response = await site.fetch("/api/runs", { method: "POST", body: "{}", headers: { "content-type": type } });
    assertEquals(response.status, 415, type);
  }
});

Deno.test("E7 no WebSocket is ever opened, whoever asks", async () => {
  using site = new TestSite();
  for (const path of ["/ws", "/api/runs", "/"]) {
    const response = await site.fetch(path, {
      headers: { upgrade: "websocket", connection: "Upgrade", "sec-websocket-key": "x", "sec-websocket-version": "13" },
    });
    assertNotEquals(response.status, 101, path);
    await response.body?.cancel();
  }
});

Deno.test("E8 an identity that came by a link or was planted is not taken on", async () => {
  using site = new TestSite(HOSTED);
  const planted = `__Host-learner=${"a".repeat(32)}`;
  site.cookie = planted;
  await site.send("PUT", "/api/drafts/first-overlap?__Host-learner=bbbb", DRAFT);
  assertNotEquals(site.cookie, planted);
  assertEquals(await (await site.fetch("/api/drafts/first-overlap", { headers: { cookie: planted } })).json(), {
    draft: null,
  });
});

Deno.test("E9 a run's id is 128 random bits, and is of no use to anyone but its learner", async () => {
  using site = new TestSite(HOSTED);
  const response = await site.send("POST", "/api/runs", RUN);
  const runId = site.grader.asked[0]?.runId ?? "";
  assertEquals(runId.length, 32);
  site.cookie = "";
  assertEquals((await site.fetch(`/api/runs/${runId}`, { method: "DELETE" })).status, 404);
  assertEquals((await site.fetch(`/api/runs/${runId}`)).status, 405, "there is no second way to a run's events");
  await response.body?.cancel();
});
