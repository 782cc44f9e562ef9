/** Group F of the hostile table: attacks on the server, on a real port where bytes matter. */
import { assert, assertEquals, assertLess } from "@std/assert";
import type { RunEvent } from "../../labs/_runner/protocol.ts";
import { PlayedGrader, TestSite } from "../components/_http/fixture.ts";
import { startServer } from "../server_process.ts";
import { bytesTaken, statusOf } from "./raw_http.ts";

const RUN = { labId: "first-overlap", code: "export {};", mode: "run" };
const POST_RUN = ["POST /api/runs HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"];

Deno.test("F1 no path leads out of the list of files", async () => {
  using site = new TestSite();
  await using server = site.listen();
  for (
    const path of [
      "/assets/..%2f..%2fetc%2fpasswd",
      "/assets/../../etc/passwd",
      "/assets/%2e%2e/%2e%2e/etc/passwd",
      "//etc/passwd",
      "/a\\..\\b",
      "/assets/book-1234.css/",
      "/assets/book-1234.css%00.js",
      "/labs/first-overlap/solution.ts",
      "/labs/first-overlap/judge.ts",
      "/server.ts",
      "/.data/progress.db",
    ]
  ) {
    assertEquals(await statusOf(server.port, [`GET ${path} HTTP/1.1`, "Host: 127.0.0.1"]), 404, path);
  }
});

Deno.test("F2 of a body that announces 5 GB almost nothing is taken", async () => {
  await using server = await startServer();
  const port = Number(new URL(server.address).port);
  const head = [...POST_RUN, "Content-Length: 5000000000"];
  assertEquals(await statusOf(port, head), 413);
  const taken = await bytesTaken(port, head, { piece: new Uint8Array(65_536), maxBytes: 100_000_000 });
  assertLess(taken, 20_000_000, "what the kernels' buffers held, and no more");
});

Deno.test("F2 a body without a length is cut as soon as it is too long", async () => {
  await using server = await startServer();
  const port = Number(new URL(server.address).port);
  const chunk = new TextEncoder().encode(`10000\r\n${"x".repeat(65_536)}\r\n`);
  const head = [...POST_RUN, "Transfer-Encoding: chunked"];
  assertLess(await bytesTaken(port, head, { piece: chunk, maxBytes: 100_000_000 }), 20_000_000);
  assertEquals(await statusOf(port, ["GET / HTTP/1.1", "Host: 127.0.0.1"]), 200);
});

Deno.test("F3 four hundred connections that never finish their headers do not keep a reader from a page", async () => {
  using site = new TestSite();
  await using server = site.listen();
  using held = new DisposableStack();
  for (let connection = 0; connection < 400; connection++) {
    const half = held.use(await Deno.connect({ port: server.port }));
    await half.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "));
  }
  assertEquals(await statusOf(server.port, ["GET / HTTP/1.1", "Host: 127.0.0.1"]), 200);
});

Deno.test("F5 two megabytes of headers are refused, and the server goes on", async () => {
  using site = new TestSite();
  await using server = site.listen();
  const piece = new TextEncoder().encode(`X-Flood: ${"x".repeat(60_000)}\r\n`);
  const taken = await bytesTaken(server.port, ["GET / HTTP/1.1", "Host: 127.0.0.1", "X-First: 1"].slice(0, 1), {
    piece,
    maxBytes: 20_000_000,
  });
  assertLess(taken, 20_000_000);
  assertEquals(await statusOf(server.port, ["GET / HTTP/1.1", "Host: 127.0.0.1"]), 200);
});

Deno.test("F6 a packed body is refused unopened, an import over 1 MiB unread", async () => {
  using site = new TestSite();
  const bomb = new Blob(["0".repeat(10_000_000)]).stream().pipeThrough(new CompressionStream("gzip"));
  const body = await new Response(bomb).bytes();
  const packed = await site.fetch("/api/progress/import", {
    method: "POST",
    body,
    headers: { "content-encoding": "gzip" },
  });
  assertEquals(packed.status, 415);
  const large = await site.fetch("/api/progress/import", { method: "POST", body: `"${"0".repeat(1_048_576)}"` });
  assertEquals(large.status, 413);
});

Deno.test("F7 a WebSocket's frames meet no WebSocket", async () => {
  using site = new TestSite();
  await using server = site.listen();
  const head = ["GET /ws HTTP/1.1", "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"];
  const status = await statusOf(server.port, [...head, "Sec-WebSocket-Key: eA==", "Sec-WebSocket-Version: 13"]);
  assertEquals(status, 404);
});

Deno.test("F9 a text that is SQL is stored as text", async () => {
  using site = new TestSite();
  const code = `'); DROP TABLE drafts; --`;
  await site.send("PUT", "/api/drafts/first-overlap", { code, baseVersion: 0 });
  assertEquals((await (await site.fetch("/api/drafts/first-overlap")).json()).draft.code, code);
  const probe = await site.send("PUT", `/api/drafts/${encodeURIComponent("x' OR '1'='1")}`, { code, baseVersion: 0 });
  assertEquals(probe.status, 404);
});

Deno.test("F11 a foreign host header is refused locally, and makes nothing when hosted", async () => {
  using local = new TestSite();
  await using server = local.listen();
  assertEquals(await statusOf(server.port, ["GET / HTTP/1.1", "Host: evil.example"]), 421);
  using hosted = new TestSite({ flags: ["--origin=https://book.example"] });
  const response = await hosted.fetch("http://evil.example/", { headers: { "x-forwarded-host": "evil.example" } });
  assert(!(await response.text()).includes("evil"));
});

Deno.test("F13 a learner holds four event streams, an address 32", async () => {
  const end = Promise.withResolvers<void>();
  async function* waits(runId: string): AsyncGenerator<RunEvent> {
    yield { type: "started", runId, level: "strong" };
    await end.promise;
  }
  using site = new TestSite({ flags: ["--origin=https://book.example"], grader: new PlayedGrader(waits) });
  const open: Response[] = [];
  const statuses: number[] = [];
  for (let learner = 0; learner < 10; learner++) {
    site.cookie = "";
    for (let stream = 0; stream < 5; stream++) {
      const response = await site.send("POST", "/api/runs", RUN);
      statuses.push(response.status);
      if (response.status === 200) open.push(response);
    }
  }
  assertEquals(statuses.slice(0, 6), [200, 200, 200, 200, 429, 200]);
  assertEquals(open.length, 32);
  end.resolve();
  await Promise.all(open.map((response) => response.text()));
});

Deno.test("a handler that breaks answers 500, and the next request is served", async () => {
  using site = new TestSite();
  await using server = site.listen();
  site.progress.learner = () => Promise.reject(new Error("broken on purpose"));
  assertEquals(await statusOf(server.port, ["GET /api/progress HTTP/1.1", "Host: 127.0.0.1"]), 500);
  assertEquals(await statusOf(server.port, ["GET / HTTP/1.1", "Host: 127.0.0.1"]), 200);
  assertEquals(site.logged.length, 1);
});
