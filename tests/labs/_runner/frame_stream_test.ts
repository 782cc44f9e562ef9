import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FrameStream, type StdoutPart } from "../../../labs/_runner/frame_stream.ts";
import type { Frame } from "../../../labs/_runner/protocol.ts";

const NONCE = "0123456789abcdef0123456789abcdef";
const BOUND = 1_000;

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function frameText(frame: Frame): string {
  return `\x1e${NONCE}${JSON.stringify(frame)}\n`;
}

/** Output as one text, with each frame in its place: what a reader sees, whatever the pieces. */
function read(chunks: readonly Uint8Array[]): (string | Frame)[] {
  const stream = new FrameStream(NONCE, BOUND);
  const parts: StdoutPart[] = [...chunks.flatMap((chunk) => stream.push(chunk)), ...stream.end()];
  const seen: (string | Frame)[] = [];
  const decoder = new TextDecoder();
  for (const part of parts) {
    if (part.type === "frame") seen.push(part.frame);
    if (part.type === "frame-too-long") seen.push("TOO LONG");
    if (part.type !== "output") continue;
    const text = decoder.decode(part.bytes, { stream: true });
    if (typeof seen.at(-1) === "string") seen.push(seen.pop() + text);
    else if (text !== "") seen.push(text);
  }
  return seen;
}

const FRAMES: readonly Frame[] = [
  { kind: "loaded" },
  { kind: "call-started", call: 1 },
  { kind: "observation", call: 1, value: { text: "line\nline \x1e" }, trace: null },
  { kind: "threw", call: null, message: "Error: x", stack: "", trace: null },
  { kind: "finished" },
];

/** What a program may print, frames and near-frames included. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(...FRAMES).map(frameText),
  fc.constantFrom(
    "\x1e",
    "\x1e\x1e",
    `\x1e${NONCE.slice(0, 9)}`,
    `\x1e${NONCE}`,
    `\x1e${NONCE}{"kind":"passed"}\n`,
    "\n",
  ),
);

Deno.test("however the bytes are split, the parts are the same", () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(400)), (pieces, cuts) => {
    const whole = bytesOf(pieces.join(""));
    const at = [...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
    const chunks = at.map((end, index) => whole.slice(at[index - 1] ?? 0, end));
    assertEquals(read(chunks), read([whole]));
  }));
});

Deno.test("frames come out in order, and the output around them whole", () => {
  const text = `before${FRAMES.map(frameText).join("between")}after`;
  const expected = FRAMES.flatMap((frame, index) => index === 0 ? [frame] : ["between", frame]);
  assertEquals(read([bytesOf(text)]), ["before", ...expected, "after"]);
});

Deno.test("a mark without the nonce, or with another, is output", () => {
  for (
    const forged of ['\x1e{"kind":"finished"}\n', `\x1e${"0".repeat(32)}{"kind":"finished"}\n`, "\x1e", `\x1e${NONCE}`]
  ) {
    assertEquals(read([bytesOf(forged)]), [forged]);
  }
});

Deno.test("a line after the nonce that is no frame is output, and frames after it are read", () => {
  const forged = `\x1e${NONCE}{"kind":"passed"}\n`;
  assertEquals(read([bytesOf(forged + frameText({ kind: "loaded" }))]), [forged, { kind: "loaded" }]);
});

Deno.test("a frame beyond its bound ends the stream, and no more than the bound is held", () => {
  const stream = new FrameStream(NONCE, BOUND);
  const opening = stream.push(bytesOf(`\x1e${NONCE}`));
  const chunks = Array.from({ length: 4 }, () => stream.push(bytesOf("x".repeat(BOUND / 2))));
  const types = [...opening, ...chunks.flat(), ...stream.end()].map(({ type }) => type);
  assertEquals(types, ["frame-too-long"]);
});

Deno.test("output is passed on as it comes, without being held", () => {
  const stream = new FrameStream(NONCE, BOUND);
  const [part] = stream.push(bytesOf("x".repeat(100_000)));
  assert(part?.type === "output");
  assertEquals(part.bytes.length, 100_000);
  assertEquals(stream.push(bytesOf("\x1e")), []);
});
