import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assemble, AssemblyError, findText, textAt } from "../../../../labs/_runtime/machine/mod.ts";

Deno.test("a text is found at the line and column of the file where it begins", () => {
  const file = "// A switch.\nexport const assembly = `start:\n  halt`;\n";
  assertEquals(findText("start:\n  halt", file), { line: 2, column: 26 });
  assertEquals(findText("start: halt", file), null);
  assertEquals(findText(" \n", " \n"), null);
});

Deno.test("assembled at its place, a text has its mistakes and its instructions on the file's lines", () => {
  const file = "const text = `halt\n  return\n  mov r0, 1`;";
  const text = file.slice(14, -2);
  const error = assertThrows(() => assemble(textAt(text, findText(text, file)!)), AssemblyError);
  assertEquals([error.line, error.column], [3, 3]);
  const { code } = assemble(textAt(text.replace("mov ", "move "), findText(text, file)!));
  assertEquals(code.map(({ line, column }) => [line, column]), [[1, 15], [2, 3], [3, 3]]);
});

Deno.test("wherever a text stands in a file, that is where it is put", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", " ", "\n") });
  fc.assert(fc.property(piece, piece, (before, text) => {
    const file = `${before}${text}`;
    const place = findText(text, file);
    if (place === null) return;
    const lines = textAt(text, place).split("\n");
    assertEquals(lines.length, place.line + text.split("\n").length - 1);
    assertEquals(lines[place.line - 1]!.slice(0, place.column - 1).trim(), "");
    assert(file.split("\n").slice(place.line - 1).join("\n").slice(place.column - 1).startsWith(text));
    assert(textAt(text, place).endsWith(text));
  }));
});
