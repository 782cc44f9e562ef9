import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseFrame } from "../../../labs/_runner/parse_frame.ts";
import type { Frame } from "../../../labs/_runner/protocol.ts";

const TRACE = { version: 1, clock: "virtual", events: [{ kind: "task-spawned", atNs: 0 }], truncated: false } as const;

Deno.test("each kind of frame is read as it was written", () => {
  const frames: unknown[] = [
    { kind: "ready" },
    { kind: "loaded" },
    { kind: "did-not-compile", message: "1:1" },
    { kind: "call-started", call: 1 },
    { kind: "observation", call: 1, value: { a: [1, null] }, trace: TRACE },
    { kind: "observation", call: 1, value: null, trace: null },
    { kind: "threw", call: null, message: "m", stack: "s", trace: null },
    { kind: "stalled", call: 2, trace: TRACE },
    { kind: "finished" },
  ];
  for (const frame of frames) assertEquals(parseFrame(JSON.stringify(frame)), frame as Frame);
});

Deno.test("what lacks a field, or has one of the wrong type, is no frame", () => {
  const refused = [
    "",
    "{",
    "null",
    "[]",
    '"loaded"',
    '{"kind":"passed"}',
    '{"kind":"call-started"}',
    '{"kind":"call-started","call":"1"}',
    '{"kind":"call-started","call":1.5}',
    '{"kind":"observation","call":1,"trace":null}',
    '{"kind":"observation","call":1,"value":1}',
    '{"kind":"observation","call":1,"value":1,"trace":{}}',
    '{"kind":"observation","call":1,"value":1,"trace":{"version":1,"clock":"virtual","truncated":false,"events":[1]}}',
    '{"kind":"threw","call":1,"message":"m","trace":null}',
    '{"kind":"stalled","call":{},"trace":null}',
  ];
  for (const text of refused) assertEquals(parseFrame(text), null, text);
});

Deno.test("fields that a frame does not have are left behind", () => {
  assertEquals(parseFrame('{"kind":"loaded","passed":true,"__proto__":{"kind":"finished"}}'), { kind: "loaded" });
});

Deno.test("no text makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseFrame(text)));
});
