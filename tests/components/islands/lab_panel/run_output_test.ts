import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { appendOutput, NO_OUTPUT, type OutputPiece } from "../../../../components/islands/lab_panel/run_output.ts";

const ANY_PIECE: fc.Arbitrary<OutputPiece> = fc.record({
  stream: fc.constantFrom("stdout", "stderr"),
  text: fc.string({ minLength: 1, maxLength: 8 }),
});

Deno.test("neighbouring text of one stream is one piece, the other stream's is another", () => {
  const printed: OutputPiece[] = [
    { stream: "stdout", text: "a" },
    { stream: "stdout", text: "b\n" },
    { stream: "stderr", text: "late" },
    { stream: "stdout", text: "c" },
  ];
  const output = printed.reduce((sum, piece) => appendOutput(sum, piece), NO_OUTPUT);
  assertEquals(output, {
    cut: false,
    pieces: [{ stream: "stdout", text: "ab\n" }, { stream: "stderr", text: "late" }, { stream: "stdout", text: "c" }],
  });
});

Deno.test("output never outgrows its bounds, keeps its end, and says that it was cut exactly when it was", () => {
  fc.assert(fc.property(fc.array(ANY_PIECE), (printed) => {
    const bounds = { characters: 20, pieces: 4 };
    const output = printed.reduce((sum, piece) => appendOutput(sum, piece, bounds), NO_OUTPUT);
    const all = printed.map((piece) => piece.text).join("");
    const kept = output.pieces.map((piece) => piece.text).join("");
    assert(kept.length <= bounds.characters && output.pieces.length <= bounds.pieces);
    assert(all.endsWith(kept));
    assertEquals(output.cut, kept.length < all.length);
  }));
});
