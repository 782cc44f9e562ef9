import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { RunFailure, runFile } from "../../../../chapters/_render/code/run_file.ts";

/** Runs `source` as a file. */
async function run(source: string, options: { readonly wallMs?: number } = {}): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/example.ts`, source);
    return await runFile(new URL(`file://${folder}/example.ts`), { denoFolder: `${folder}/deno`, ...options });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a file's output is what it wrote to stdout, to the byte", async () => {
  assertEquals(await run('console.log("Gent → Liège");\nconsole.error("aside");\nconsole.log();'), "Gent → Liège\n\n");
});

Deno.test("a file runs without permissions, variables and colours", async () => {
  const source = `for (const name of ["read", "net", "env", "run", "ffi", "sys", "write"] as const) {
    console.log((await Deno.permissions.query({ name })).state, Deno.noColor);
  }`;
  assertEquals(await run(source), "prompt true\n".repeat(7));
  await assertRejects(() => run('Deno.env.get("PATH")'), RunFailure, "fails with exit code 1");
});

Deno.test("a failed run carries what it said", async () => {
  const error = await assertRejects(() => run('throw new TypeError("no such parcel");'), RunFailure);
  assertEquals(error.message, "fails with exit code 1");
  assertMatch(error.remedy, /TypeError: no such parcel\n.*example\.ts:1:7/s);
});

Deno.test("a file that prints without end is stopped", async () => {
  await assertRejects(() => run('for (;;) console.log("scan");'), RunFailure, "prints more than 64 KiB");
});

Deno.test("a file that never ends is stopped", async () => {
  await assertRejects(() => run("for (;;);", { wallMs: 200 }), RunFailure, "does not end within 0.2 seconds");
});

Deno.test("an exit code of its own is a failure, whatever was printed", async () => {
  await assertRejects(() => run('console.log("done");\nDeno.exit(3);'), RunFailure, "fails with exit code 3");
});
