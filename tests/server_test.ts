/** The real server, started and stopped as a user would. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DataFolder } from "./labs/_progress/fixture.ts";
import { startServer } from "./server_process.ts";

const ROOT = new URL("../", import.meta.url);

/** Runs a server that is expected to end by itself; returns its exit code and what it said. */
async function refusedStart(...flags: string[]): Promise<{ code: number; said: string }> {
  const args = ["run", "-A", "--unstable-worker-options", "server.ts", ...flags];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stdout: "null" }).output();
  return { code, said: new TextDecoder().decode(stderr).trim() };
}

Deno.test("a bad flag ends the server with code 2 and one sentence", async () => {
  const { code, said } = await refusedStart("--prot=80");
  assertEquals(code, 2);
  assertMatch(said, /^--prot is not known: the flags are [^\n]+$/);
});

Deno.test("from start to stop: it serves, leaves its address for the command line, and ends in good order", async () => {
  using folder = new DataFolder();
  const written = `${folder.path}/server.json`;
  {
    await using server = await startServer({ dataFolder: folder.path });
    assertEquals(JSON.parse(await Deno.readTextFile(written)), { address: server.address });
    const page = await fetch(server.address);
    assertEquals(page.status, 200);
    assertStringIncludes(await page.text(), "<!doctype html>");
    const health = await (await fetch(new URL("/healthz", server.address))).json();
    assertEquals([health.version, health.queue], [1, { waiting: 0, running: 0 }]);

    const port = new URL(server.address).port;
    const samePort = await refusedStart(`--port=${port}`, `--data=${folder.path}-other`);
    assertEquals(samePort.code, 1);
    assertEquals(
      samePort.said,
      `127.0.0.1:${port} is in use by another program: stop that one, or choose another port with --port.`,
    );
    await Deno.remove(`${folder.path}-other`, { recursive: true });
    const sameFolder = await refusedStart("--port=0", `--data=${folder.path}`);
    assertEquals(sameFolder.code, 1);
    assertMatch(sameFolder.said, /^The data folder \S+ is in use by another Interleave: [^\n]+$/);
  }
  const left = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
  assertEquals(left, ["progress.db"], "no address, no lock, and nothing in the log that is not in the database");
});

Deno.test("stopping the server kills the runs that are under way", async () => {
  const server = await startServer();
  const labs = await (await fetch(server.address)).text();
  const labId = labs.match(/\/labs\/([\w-]+)/)?.[1];
  assert(labId !== undefined, "the contents page names a lab");
  const response = await fetch(new URL("/api/runs", server.address), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ labId, code: `console.log("up"); setInterval(() => {}, 1_000);`, mode: "run" }),
  });
  let heard = "";
  let stopped: PromiseLike<void> | null = null;
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    heard += text;
    if (heard.includes("up")) stopped ??= server[Symbol.asyncDispose]();
  }
  assertStringIncludes(heard, `"outcome":"cancelled"`);
  await stopped;
});

Deno.test("a hosted server tells its public name, and keeps its address to itself", async () => {
  using folder = new DataFolder();
  await using server = await startServer({ dataFolder: folder.path, more: ["--origin=https://book.example"] });
  const { headers } = await fetch(server.address, { method: "HEAD" });
  assertMatch(headers.get("strict-transport-security") ?? "", /^max-age=\d+$/);
  assertEquals([...Deno.readDirSync(folder.path)].some(({ name }) => name === "server.json"), false);
});
