import { ServerSentEventStream } from "@std/http/server-sent-event-stream";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readRunEvents, RunStreamParser } from "../../../../components/islands/lab_panel/run_stream.ts";
import type { RunEvent } from "../../../../labs/_runner/protocol.ts";

const EVENTS: readonly RunEvent[] = [
  { type: "queued", runId: "r1", position: 2 },
  { type: "started", runId: "r1", level: "strong" },
  { type: "stdout", text: "parcel 4711\r\n\u2028: event: stdout\n\n" },
  { type: "stderr", text: "Überraschung 📦" },
  { type: "test", test: { name: "all calls overlap", status: "failed", message: "no", traceAt: 3 } },
];

function framed({ type, ...fields }: RunEvent, lineEnd = "\n"): string {
  return [`event: ${type}`, `data: ${JSON.stringify(fields)}`, "", ""].join(lineEnd);
}

/** Cuts at the given places. */
function cut<T extends { slice(from: number, to?: number): T }>(whole: T, places: readonly number[]): T[] {
  const from = [0, ...places];
  return from.map((start, index) => whole.slice(start, from[index + 1]));
}

function parse(chunks: readonly string[]): RunEvent[] {
  const parser = new RunStreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

Deno.test("any chunking of a stream gives the same events, whatever ends its lines", () => {
  const lineEnds = fc.constantFrom("\n", "\r\n", "\r");
  const chunkings = lineEnds.chain((lineEnd) => {
    const text = EVENTS.map((event) => framed(event, lineEnd)).join("");
    const places = fc.array(fc.nat(text.length), { maxLength: 30 });
    return places.map((unsorted) => cut(text, unsorted.toSorted((a, b) => a - b)));
  });
  fc.assert(fc.property(chunkings, (chunks) => assertEquals(parse(chunks), [...EVENTS])));
});

Deno.test("bytes cut inside a character give the same events, read from what the server's encoder writes", async () => {
  const messages = EVENTS.map(({ type, ...fields }) => ({ event: type, data: JSON.stringify(fields) }));
  const encoded = ReadableStream.from(messages).pipeThrough(new ServerSentEventStream());
  const bytes = new Uint8Array(await new Response(encoded).arrayBuffer());
  for (const size of [1, 2, 3, 7, 64, bytes.length]) {
    const places = Array.from({ length: Math.ceil(bytes.length / size) - 1 }, (_, index) => (index + 1) * size);
    const body = ReadableStream.from(cut(bytes, places));
    assertEquals(await Array.fromAsync(readRunEvents(body)), [...EVENTS], `chunks of ${size}`);
  }
});

Deno.test("comments, unknown fields and events of a later server are passed over", () => {
  const text = `: keep-alive\n\nid: 4\nretry: 10\n\nevent: invented\ndata: {"x":1}\n\n${framed(EVENTS[0]!)}`;
  assertEquals(parse([text]), [EVENTS[0]!]);
});

Deno.test("an event whose end has not come is not told", () => {
  const text = framed(EVENTS[0]!);
  assertEquals(parse([text.slice(0, -1)]), []);
});

Deno.test("data over several lines is joined with line feeds", () => {
  assertEquals(parse(['event: stdout\ndata: {"text":\ndata: "a"}\n\n']), [{ type: "stdout", text: "a" }]);
});

Deno.test("data that is no JSON is a SyntaxError", () => {
  assertThrows(() => parse(["event: stdout\ndata: {text\n\n"]), SyntaxError);
});

Deno.test("leaving the events early cancels the body", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(framed(EVENTS[0]!))),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _event of readRunEvents(body)) break;
  assertEquals(cancelled, true);
});
