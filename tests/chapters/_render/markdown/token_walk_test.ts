import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Annotations } from "../../../../chapters/_render/markdown/annotations.ts";
import { bookMarkdown } from "../../../../chapters/_render/markdown/book_markdown.ts";
import { placeBlocks, walk } from "../../../../chapters/_render/markdown/token_walk.ts";

/** `type@line` of each token that is not plain text. */
function lines(markdown: string, firstLine = 1): string[] {
  const blocks = placeBlocks(bookMarkdown(new Annotations()).lexer(markdown), firstLine);
  return blocks.flatMap((block) => [...walk(block)])
    .filter(({ token }) => !["text", "space", "paragraph"].includes(token.type))
    .map(({ token, line }) => `${token.type}@${line}`);
}

Deno.test("tokens know the line they were written on, however deep they are", () => {
  const markdown = "One\ntwo `code`\n\n- a\n- b\n  :note[words]\n\n| h |\n|---|\n| *em* |\n\n\n## Heading\n::lab{}\n";
  assertEquals(lines(markdown, 10), [
    "codespan@11",
    "list@13",
    "list_item@13",
    "list_item@14",
    "inline-directive@15",
    "table@17",
    "em@19",
    "heading@22",
    "block-directive@23",
  ]);
});

Deno.test("equal words on several lines are told apart", () => {
  assertEquals(lines(":note[a]\n:note[a]\n:note[a]"), [
    "inline-directive@1",
    "inline-directive@2",
    "inline-directive@3",
  ]);
});

Deno.test("a directive is found on its line whatever paragraphs stand before it", () => {
  const paragraph = fc.array(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/), { minLength: 1, maxLength: 4 })
    .map((lines) => lines.join("\n"));
  const gap = fc.constantFrom("\n", "\n\n", "\n\n\n");
  fc.assert(fc.property(fc.array(fc.tuple(paragraph, gap), { maxLength: 6 }), (before) => {
    const text = before.flat().join("");
    assertEquals(lines(`${text}::lab{id="a"}\n`), [`block-directive@${text.split("\n").length}`]);
  }));
});
