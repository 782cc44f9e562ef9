/** Group G of the hostile table: kill -9, full disks, two tabs, old backups. */
import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { DataFolderRefused } from "../../labs/_progress/data_folder_refused.ts";
import { DiskFull } from "../../labs/_progress/disk_full.ts";
import type { Progress } from "../../labs/_progress/progress.ts";
import { openProgress } from "../../labs/_progress/sqlite_progress.ts";
import { errorOf, TestSite } from "../components/_http/fixture.ts";
import { DataFolder } from "../labs/_progress/fixture.ts";

const SAVER = new URL("saver.ts", import.meta.url).pathname;
const PATH = "/api/drafts/first-overlap";

/** Starts the saver and kills it without warning once it has acknowledged `saves` more; returns the last acknowledged version. */
async function saveThenKill(folder: string, saves: number): Promise<number> {
  const args = ["run", "-A", "--quiet", SAVER, folder];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "inherit" }).spawn();
  let printed = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    printed += text;
    // What still comes through the pipe after the kill was acknowledged, too.
    if (printed.split("\n").length > saves) child.kill("SIGKILL");
  }
  const { signal } = await child.status;
  assertEquals(signal, "SIGKILL");
  return Number(printed.slice(0, printed.lastIndexOf("\n")).split("\n").at(-1));
}

Deno.test("G1 after kill -9 in the middle of saves every acknowledged one is there, and the database is whole", async () => {
  using folder = new DataFolder();
  for (const saves of [1, 20, 75]) {
    const acknowledged = await saveThenKill(folder.path, saves);
    const progress = openProgress(folder.path); // checks the database's integrity, or throws
    const draft = await progress.draft("ada", "first-overlap");
    progress.close();
    assertGreaterOrEqual(draft?.version ?? 0, acknowledged);
    assert(draft?.code.startsWith(`// ${draft.version} `), "the text of that very version, not a mixture");
  }
});

/** A file system of 3 MiB, or why there is none. */
function mountSmall(): { readonly path: string } & Disposable | { readonly missing: string } {
  const path = Deno.makeTempDirSync({ prefix: "interleave-small-" });
  const args = ["-t", "tmpfs", "-o", "size=3m", "tmpfs", path];
  try {
    const { success, stderr } = new Deno.Command("mount", { args }).outputSync();
    if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  } catch (error) {
    Deno.removeSync(path);
    return { missing: `no small file system can be mounted here (${error})` };
  }
  return {
    path,
    [Symbol.dispose]() {
      new Deno.Command("umount", { args: [path] }).outputSync();
      Deno.removeSync(path);
    },
  };
}

/** Takes every last byte of the file system. */
function fillUp(path: string): void {
  using file = Deno.openSync(`${path}/ballast`, { create: true, append: true });
  try {
    for (;;) file.writeSync(new Uint8Array(4_096));
  } catch (error) {
    if (!String(error).includes("No space left")) throw error;
  }
}

Deno.test("G3 on a full disk saves are refused clearly, reading goes on, and space brings saving back", async () => {
  const small = mountSmall();
  if ("missing" in small) {
    assert(Deno.env.get("CI") !== "true", small.missing);
    console.log(`skipped: ${small.missing}`);
    return;
  }
  using mounted = small;
  const { path } = mounted;
  {
    using opened = open(path);
    await opened.progress.saveDraft("ada", { labId: "kept", code: "from before", baseVersion: 0 });
    const refused = await assertRejects(async () => {
      for (let lab = 0;; lab++) {
        await opened.progress.saveDraft("ada", { labId: `lab-${lab}`, code: "x".repeat(60_000), baseVersion: 0 });
      }
    }, DiskFull);
    assertStringIncludes(refused.message, "free some space there and save again");
    assertEquals((await opened.progress.draft("ada", "kept"))?.code, "from before");
  }
  fillUp(path);
  using opened = open(path); // is checked, and whole
  assertEquals((await opened.progress.draft("ada", "kept"))?.code, "from before");
  const draft = { labId: "kept", code: "saved at last", baseVersion: 1 };
  await assertRejects(() => opened.progress.saveDraft("ada", draft), DiskFull);
  Deno.removeSync(`${path}/ballast`);
  assertEquals((await opened.progress.saveDraft("ada", draft)).kind, "saved");
});

Deno.test("G3 a disk that another program fills to the last byte refuses one save and loses none", async () => {
  const small = mountSmall();
  if ("missing" in small) {
    assert(Deno.env.get("CI") !== "true", small.missing);
    console.log(`skipped: ${small.missing}`);
    return;
  }
  using mounted = small;
  using opened = open(mounted.path);
  for (const version of [0, 1, 2]) {
    await opened.progress.saveDraft("ada", { labId: "kept", code: `version ${version + 1}`, baseVersion: version });
  }
  fillUp(mounted.path);
  const draft = { labId: "kept", code: "version 4", baseVersion: 3 };
  await assertRejects(() => opened.progress.saveDraft("ada", draft), DiskFull);
  assertEquals((await opened.progress.draft("ada", "kept"))?.code, "version 3");
  Deno.removeSync(`${mounted.path}/ballast`);
  assertEquals((await opened.progress.saveDraft("ada", draft)).kind, "saved");
});

/** Progress that is closed when the block ends, however it ends. */
function open(path: string): Disposable & { readonly progress: Progress } {
  const progress = openProgress(path);
  return { progress, [Symbol.dispose]: () => progress.close() };
}

Deno.test("G4 of two tabs that save, the second hears of the first and both texts are there", async () => {
  using site = new TestSite();
  await site.send("PUT", PATH, { code: "first tab", baseVersion: 0 });
  const second = await site.send("PUT", PATH, { code: "second tab", baseVersion: 0 });
  assertEquals(second.status, 409);
  assertEquals((await second.json()).current.code, "first tab");
});

Deno.test("G6 two hundred saves at once are all saved: nobody hears that the database is busy", async () => {
  using site = new TestSite();
  const saves = Array.from(
    { length: 200 },
    (_, learner) =>
      site.progress.saveDraft(`learner-${learner}`, { labId: "first-overlap", code: "x", baseVersion: 0 }),
  );
  for (const outcome of await Promise.all(saves)) assertEquals(outcome.kind, "saved");
});

Deno.test("G6 a second server on the same data folder is told so in one sentence", async () => {
  using folder = new DataFolder();
  const args = ["run", "-A", "--quiet", SAVER, folder.path];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "inherit" }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  const error = assertThrows(() => openProgress(folder.path), DataFolderRefused);
  assertStringIncludes(
    error.message,
    "in use by another Interleave: stop that one, or choose another folder with --data.",
  );
  child.kill("SIGKILL");
  await reader.cancel();
  await child.status;
});

Deno.test("G7 a save whose reader has gone is whole or absent", async () => {
  using site = new TestSite();
  await using server = site.listen();
  const body = JSON.stringify({ code: "x".repeat(60_000), baseVersion: 0 });
  const head = ["PUT " + PATH + " HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"];
  const connection = await Deno.connect({ port: server.port });
  const half = [...head, `Content-Length: ${body.length}`, "", body.slice(0, 30_000)].join("\r\n");
  await connection.write(new TextEncoder().encode(half));
  connection.close();
  assertEquals((await (await site.fetch(PATH)).json()).draft, null);
  const next = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  assertEquals(next.status, 200);
  await next.body?.cancel();
});

Deno.test("G9 over a restored backup a page's newer draft is offered, and overwrites nothing by itself", async () => {
  using folder = new DataFolder();
  const server = openProgress(folder.path);
  await server.saveDraft("local", { labId: "first-overlap", code: "yesterday", baseVersion: 0 });
  server.close();
  const backup = Deno.readFileSync(`${folder.path}/progress.db`);
  const today = openProgress(folder.path);
  for (const version of [1, 2]) {
    await today.saveDraft("local", { labId: "first-overlap", code: `today ${version}`, baseVersion: version });
  }
  today.close();
  Deno.writeFileSync(`${folder.path}/progress.db`, backup);

  const restored = openProgress(folder.path);
  using site = new TestSite({ parts: { progress: restored } });
  const response = await site.send("PUT", PATH, { code: "today 3", baseVersion: 3 });
  assertEquals(response.status, 409);
  const conflict = await response.clone().json();
  assertEquals([conflict.current.code, conflict.current.version], ["yesterday", 1]);
  assertStringIncludes(await errorOf(response), "as after a restored backup");
  const chosen = await site.send("PUT", PATH, { code: "today 3", baseVersion: conflict.current.version });
  assertEquals(chosen.status, 200);
  restored.close();
});
