import { assertEquals, assertStringIncludes } from "@std/assert";
import { importWords, readProgressFile } from "../../../../components/islands/progress_tools/import_words.ts";

Deno.test("an export is read; anything else is refused before it is sent", () => {
  const content = { format: "interleave-progress", version: 1 };
  assertEquals(readProgressFile(JSON.stringify(content)), { kind: "file", content });
  for (const text of ["", "{", "[]", "null", `{"format":"other"}`]) {
    assertEquals(readProgressFile(text).kind, "refused", text);
  }
});

Deno.test("an import tells what it took, what it left, and that passes do not travel", () => {
  const words = importWords({ drafts: 1, answers: 12, keptHere: ["first-overlap"] });
  assertStringIncludes(words, "1 draft and 12 answers");
  assertStringIncludes(words, "kept, for: first-overlap");
  assertStringIncludes(words, "Passes are not imported");
});
