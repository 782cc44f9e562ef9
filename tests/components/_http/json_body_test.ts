import { assertEquals, assertRejects } from "@std/assert";
import { HttpError } from "../../../components/_http/http_error.ts";
import { readJson } from "../../../components/_http/json_body.ts";

const RULES = {
  maxBytes: 100,
  read: (fields: { text(name: string, maxBytes: number): string }) => fields.text("a", 9),
};

function requestOf(body: BodyInit, headers: HeadersInit = {}): Request {
  const type = { "content-type": "application/json; charset=utf-8" };
  return new Request("http://127.0.0.1/", {
    method: "POST",
    body,
    headers: { ...type, ...Object.fromEntries(new Headers(headers)) },
  });
}

async function statusOf(request: Request): Promise<number> {
  return (await assertRejects(() => readJson(request, RULES), HttpError)).status;
}

Deno.test("a JSON object in UTF-8 is read", async () => {
  assertEquals(await readJson(requestOf(`{"a": "é"}`), RULES), "é");
});

Deno.test("reading stops at the first byte too many, however long the body goes on", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      sent++;
      controller.enqueue(new Uint8Array(60));
    },
  }, { highWaterMark: 0 });
  assertEquals(await statusOf(requestOf(endless)), 413);
  assertEquals(sent, 2);
});

Deno.test("a body that announces its length is refused before it is read", async () => {
  assertEquals(await statusOf(requestOf("{}", { "content-length": "5000000000" })), 413);
});

Deno.test("a packed body is refused, since it could unfold to any size", async () => {
  const packed = await new Response(
    new Blob(["x".repeat(1_000_000)]).stream().pipeThrough(new CompressionStream("gzip")),
  ).bytes();
  assertEquals(await statusOf(requestOf(packed, { "content-encoding": "gzip" })), 415);
});

Deno.test("bytes that are not UTF-8 are refused", async () => {
  assertEquals(await statusOf(requestOf(new Uint8Array([0x7b, 0xff, 0x7d]))), 400);
});

Deno.test("a body nested a hundred thousand deep is refused like any other", async () => {
  const rules = { ...RULES, maxBytes: 1_000_000 };
  const error = await assertRejects(() => readJson(requestOf("[".repeat(100_000)), rules), HttpError);
  assertEquals(error.status, 400);
});
