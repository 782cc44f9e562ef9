import { assertEquals } from "@std/assert";
import { partOf, watchEdits } from "../../../components/_http/edits.ts";
import { DataFolder } from "../../labs/_progress/fixture.ts";

Deno.test("an edit touches the part that its folder stands for", () => {
  for (
    const [path, part] of [
      ["chapters/01-what-runs-when/chapter.md", "chapters"],
      ["chapters/01-what-runs-when/figures/loop.tsx", "chapters"],
      ["chapters/glossary.yaml", "chapters"],
      ["labs/first-overlap/task.md", "labs"],
      ["labs/first-overlap/wrong/in_a_row.ts", "labs"],
      ["components/islands/lab_panel.tsx", "assets"],
      ["components/pages/css/book.css", "assets"],
      ["components/pages/header.tsx", null],
      ["chapters/_render/load_book.ts", null],
      ["labs/_runner/grader.ts", null],
      ["chapters/01-what-runs-when/.chapter.md.swp", null],
    ] as const
  ) {
    assertEquals(partOf(path), part, path);
  }
});

Deno.test("writes that come together are one edit", async () => {
  using folder = new DataFolder();
  const chapter = `${folder.path}/chapters/01-one`;
  for (const path of [chapter, `${folder.path}/labs`, `${folder.path}/components`]) {
    Deno.mkdirSync(path, { recursive: true });
  }
  const stop = new AbortController();
  const edits = watchEdits(new URL(`file://${folder.path}/`), stop.signal);
  const first = edits.next();
  Deno.writeTextFileSync(`${chapter}/chapter.md`, "half");
  Deno.writeTextFileSync(`${chapter}/chapter.md`, "whole");
  assertEquals((await first).value, new Set(["chapters"]));
  stop.abort();
  assertEquals((await edits.next()).done, true);
});
