import { assertEquals } from "@std/assert";
import { reachableFiles } from "../../../../chapters/_render/code/file_references.ts";

Deno.test("a file reaches what it imports, workers and what they import, across folders, in circles", () => {
  const files = new Map([
    ["page.ts", 'import { a } from "./scans.ts";\nimport { Trace } from "../../labs/_runtime/trace/mod.ts";'],
    ["scans.ts", "import \"./page.ts\";\nnew Worker(new URL('./figures/worker.ts', import.meta.url));"],
    ["figures/worker.ts", 'const { eta } = await import("../eta.ts");'],
    ["eta.ts", ""],
    ["stray.ts", 'import "./page.ts";'],
  ]);
  assertEquals([...reachableFiles(files, ["page.ts"])], ["page.ts", "scans.ts", "figures/worker.ts", "eta.ts"]);
  assertEquals([...reachableFiles(files, ["eta.ts"])], ["eta.ts"]);
});

Deno.test("an address put together at run time may be that of any file", () => {
  const files = new Map([["page.ts", "await import(`./${name}.ts`);"], ["eta.ts", ""]]);
  assertEquals([...reachableFiles(files, ["page.ts"])], ["page.ts", "eta.ts"]);
});
