import { assert, assertEquals } from "@std/assert";
import { counter, virtualRun } from "./virtual_run.ts";

for (const mode of ["flag", "quantum"] as const) {
  Deno.test(`in ${mode} mode plain functions are stopped after a slice; in cooperative mode never`, async () => {
    const order = async (chosen: "cooperative" | "flag" | "quantum") => {
      const { scheduler, trace } = virtualRun({ mode: chosen, sliceMs: 1, turnNs: 100_000 });
      const log: string[] = [];
      for (const name of ["a", "b"]) scheduler.spawn(name, counter(15, () => log.push(name)));
      await scheduler.run();
      const stops = trace().events.filter(({ kind }) => kind === "task-preempted");
      return { text: log.join(""), stops };
    };
    assertEquals((await order("cooperative")).text, "a".repeat(15) + "b".repeat(15));
    const { text, stops } = await order(mode);
    assert(/^a{8,10}b{8,11}a{4,7}b{4,7}$/.test(text), text);
    assertEquals(stops[0]?.source, { line: 7, column: 3 });
  });
}
