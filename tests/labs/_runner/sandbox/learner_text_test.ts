import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { LearnerText } from "../../../../labs/_runner/sandbox/learner_text.ts";

const BLOB = "blob:null/389e72ef-6283-41b6-8da6-80d7cc5ed60a";

function read(chunks: readonly Uint8Array[]): string {
  const text = new LearnerText();
  return chunks.map((chunk) => text.push(chunk)).join("") + text.end();
}

Deno.test("the learner's module is called by the name of its file", () => {
  const line = `Error: late\n    at ${BLOB}:1:58\n    at f (${BLOB}:2:1)`;
  assertEquals(read([new TextEncoder().encode(line)]), "Error: late\n    at lab.ts:1:58\n    at f (lab.ts:2:1)");
});

Deno.test("however names and characters are split, the text is the same", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom(BLOB, BLOB.slice(0, 20), "blob:"),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 10 }), fc.integer({ min: 1, max: 60 }), (pieces, size) => {
    const whole = pieces.join("");
    const bytes = new TextEncoder().encode(whole);
    const chunks = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, i) => bytes.slice(i * size, (i + 1) * size),
    );
    assertEquals(read(chunks), whole.replaceAll(BLOB, "lab.ts"));
  }));
});

Deno.test("text that can't become a name is not held back", () => {
  assertEquals(new LearnerText().push(new TextEncoder().encode("a blob of scans, ready")), "a blob of scans, ready");
});
