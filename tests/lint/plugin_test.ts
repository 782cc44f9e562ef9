import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { doorRefusal, partOf, refusal } from "./directions.ts";
import plugin from "./plugin.ts";

function lint(path: string, source: string): string[] {
  const root = new URL("../../", import.meta.url).pathname;
  return Deno.lint.runPlugin(plugin, `${root}${path}`, source).map((found) => found.message);
}

Deno.test("the runtime imports nothing but itself", () => {
  assertEquals(refusal("labs/_runtime/clock/mod.ts", "labs/_runtime/trace/trace.ts"), null);
  assertStringIncludes(refusal("labs/_runtime/clock/mod.ts", "labs/_runner/limits.ts") ?? "", "only from itself");
});

Deno.test("machinery does not import a lab or a chapter by name", () => {
  assert(refusal("labs/_runner/grader.ts", "labs/first-overlap/drive.ts") !== null);
  assert(refusal("chapters/_render/load_book.ts", "chapters/01-what-runs-when/figures/x.tsx") !== null);
});

Deno.test("a chapter does not import from another, nor a lab from a lab", () => {
  assertStringIncludes(
    refusal("chapters/06-cooperative/lag.ts", "chapters/01-what-runs-when/lag_probe.ts") ?? "",
    "what several need is in chapters/_listings/",
  );
  assert(refusal("labs/select-loop/right/other.ts", "labs/wake-one/solution.ts") !== null);
  assertEquals(refusal("labs/select-loop/drive.ts", "labs/select-loop/drive_depot.ts"), null);
  assertEquals(refusal("labs/_cli/prove.ts", "labs/_cli/arguments.ts"), null);
});

Deno.test("tests import whatever they test", () => {
  assertEquals(partOf("tests/server_test.ts"), null);
  assertEquals(refusal("tests/server_test.ts", "server.ts"), null);
});

Deno.test("a package with a door is refused elsewhere, with the door's path", () => {
  assertStringIncludes(doorRefusal("components/_build/build_assets.ts", "esbuild") ?? "", "harness/bundle.ts");
  assertEquals(doorRefusal("labs/_runner/harness/bundle.ts", "esbuild"), null);
});

Deno.test("the plugin reports a wrong direction through import, export from and import()", () => {
  for (
    const source of [
      `import { x } from "../../components/_http/settings.ts";`,
      `export { x } from "../../components/_http/settings.ts";`,
      `const x = await import("../../components/_http/settings.ts");`,
    ]
  ) {
    assertEquals(lint("labs/_runner/grader.ts", source).length, 1, source);
    assertEquals(lint("tests/some_test.ts", source), []);
  }
});

Deno.test("the plugin reports clocks and chance in the runtime, and lets the real-world adapters be", () => {
  assertEquals(lint("labs/_runtime/clock/mod.ts", "Date.now(); Math.random(); setTimeout(f, 1);").length, 3);
  assertEquals(lint("labs/_runtime/scheduler/monitor_thread.ts", "Date.now();"), []);
});

Deno.test("the plugin reports a child whose output is buffered whole", () => {
  assertEquals(lint("server.ts", `await new Deno.Command("x").output();`).length, 1);
});
