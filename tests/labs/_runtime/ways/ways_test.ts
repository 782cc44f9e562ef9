import { assert, assertEquals, assertRejects } from "@std/assert";
import { stripTypeScriptTypes } from "node:module";
import * as fc from "fast-check";
import { WAY_THREAD } from "../../../../chapters/_render/ways/way_thread.ts";
import { compileCoroutine } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";
import { offersStacks, ONE_THREAD, threadWay } from "../../../../labs/_runtime/ways/mod.ts";
import { REPORT, REPORT_MODULE } from "../../../../labs/_runtime/ways/stack_way.ts";
import { parcelsOn } from "../../../../labs/_runtime/ways/way.ts";

const FOLDER = new URL("../../../../labs/_runtime/ways/", import.meta.url);

/** What a report over so many days adds up. */
function totalOf(days: number): number {
  return Array.from({ length: days }, (_, day) => parcelsOn(day)).reduce((sum, parcels) => sum + parcels, 0);
}

/** The text of a file's region, without markers. */
async function region(file: string, name: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(file, FOLDER));
  const inside = text.slice(text.indexOf(`// #region ${name}`), text.lastIndexOf("// #endregion"));
  return inside.replaceAll(/^ *\/\/ (#(end)?region.*|falls through)$/gm, "");
}

for (const way of ONE_THREAD) {
  Deno.test(`${way.name}: both reports are answered to the end, whatever the number of days`, () =>
    fc.assert(
      fc.asyncProperty(fc.nat(60), async (days) => {
        const takeTurns = await way.pair(days);
        assertEquals(await takeTurns(), [totalOf(days), totalOf(days)]);
      }),
      { numRuns: 20 },
    ));

  Deno.test(`${way.name}: a report that has begun waits, and something holds it`, async () => {
    const { held } = await way.begin();
    assert(typeof held === "object" || typeof held === "function");
    assert(held !== null);
  });
}

Deno.test("threads: both reports are answered to the end", async () => {
  const takeTurns = await threadWay(WAY_THREAD).pair(25);
  assertEquals(await takeTurns(), [totalOf(25), totalOf(25)]);
});

Deno.test("threads: a module that is not there is said to be the failure, not waited for", async () => {
  await assertRejects(
    async () => await threadWay(new URL("no_such_file.ts", FOLDER).href).begin(),
    Error,
    "a report's thread failed",
  );
});

Deno.test("the class is what the book's compiler makes of the generator", async () => {
  const source = stripTypeScriptTypes(await region("generator_way.ts", "report")).replace(
    /^[^]*?function\*/,
    "function*",
  );
  const shown = stripTypeScriptTypes(await region("class_way.ts", "report"));
  const words = (code: string) => code.replaceAll(/\s+/g, " ").replaceAll(" ;", ";").replaceAll(" ,", ",").trim();
  assertEquals(words(shown).replaceAll(/ (?=[),])/g, ""), words(compileCoroutine(source).code));
});

Deno.test("the WebAssembly is what AssemblyScript's compiler makes of the report", async () => {
  const { default: asc } = await import("assemblyscript/asc");
  const source = `@external("desk", "ask")\ndeclare function ask(day: i32): i32;\n${REPORT}`;
  let module: Uint8Array | null = null;
  const { error } = await asc.main(["report.ts", "-o", "report.wasm", "--runtime", "stub", "-O3", "--noAssert"], {
    readFile: (name) => name === "report.ts" ? source : null,
    writeFile: (_name, contents) => void (module = contents as Uint8Array),
    listFiles: () => [],
  });
  assertEquals(error, null);
  assertEquals(btoa(String.fromCharCode(...module!)), REPORT_MODULE);
});

Deno.test("this Deno has JSPI, so that the figure has its stacks", () => {
  assert(offersStacks());
});
