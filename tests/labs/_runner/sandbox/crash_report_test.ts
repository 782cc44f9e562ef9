import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { CrashReport } from "../../../../labs/_runner/sandbox/crash_report.ts";

/** As Deno 2.9.6 prints them. */
const LAST_WORDS = {
  "V8 is out of memory":
    "\n<--- Last few GCs --->\n\n[2:0x5652]  655 ms: Mark-Compact (reduce)\n\n\n#\n# Fatal JavaScript out of " +
    "memory: Reached heap limit\n#\n==== C stack trace ====\n\n    /deno(+0x28b0d2e) [0x5651d3511d2e]\n",
  "V8 can't reserve":
    "\n\n#\n# Fatal process out of memory: Failed to reserve virtual memory for CodeRange\n#\n==== C stack",
  "a thread overflows":
    "\nthread 'tokio-runtime-worker' (5) has overflowed its stack\nfatal runtime error: stack overflow\n",
  "Deno panics":
    "\n============================================================\nDeno has panicked. This is a bug in Deno.\n" +
    "Please report this\nat https://github.com/denoland/deno/issues/new.\n\nthread 'main' (1) panicked at runtime/x.rs:66\n",
};

function read(text: string, size = text.length): string {
  const report = new CrashReport();
  let shown = "";
  for (let at = 0; at < text.length; at += size) shown += report.push(text.slice(at, at + size));
  return shown + report.end();
}

for (const [when, words] of Object.entries(LAST_WORDS)) {
  Deno.test(`when ${when}, the learner sees what came before and no more`, () => {
    for (const size of [1, 7, 4_096]) assertEquals(read(`first\nsecond\n${words}`, size).trimEnd(), "first\nsecond");
  });
}

Deno.test("what a program prints itself is shown, whatever its pieces", () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom("", "#", "=====", "# Title", "Deno has", "thread 'a'"),
  );
  fc.assert(fc.property(fc.array(line), fc.integer({ min: 1, max: 40 }), (lines, size) => {
    const text = lines.join("\n");
    assertEquals(read(text, size), text);
  }));
});

Deno.test("a long line is shown before it ends", () => {
  assertEquals(new CrashReport().push("x".repeat(300)).length, 300);
});
