import { assertEquals, assertMatch } from "@std/assert";
import { runLab } from "../../../../components/islands/lab_panel/run_lab.ts";
import type { RunRequest } from "../../../../labs/_runner/protocol.ts";

const REQUEST: RunRequest = { labId: "first-overlap", code: "x", mode: "run" };

/** Answers the next requests with `answer` until it is disposed of. */
function answering(answer: (request: Request) => Response | Promise<Response>): Disposable {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), "http://book.test");
    return await answer(new Request(url, init));
  };
  return { [Symbol.dispose]: () => void (globalThis.fetch = original) };
}

async function run(signal = new AbortController().signal) {
  return await Array.fromAsync(runLab(REQUEST, signal));
}

async function sentenceAfter(answer: () => Response | Promise<Response>): Promise<string> {
  using _fetch = answering(answer);
  const last = (await run()).at(-1);
  return last?.type === "problem" ? `${last.problem.heading}: ${last.problem.sentence}` : `${last?.type}`;
}

function stream(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/event-stream" } });
}

Deno.test("a run is a POST of JSON, and ends with done", async () => {
  const asked: unknown[] = [];
  using _fetch = answering(async (request) => {
    asked.push(request.method, new URL(request.url).pathname, await request.json());
    return stream(
      `event: stdout\ndata: {"text":"a"}\n\nevent: done\ndata: {"result":{}}\n\nevent: stdout\ndata: {"text":"b"}\n\n`,
    );
  });
  assertEquals((await run()).map((event) => event.type), ["stdout", "done"]);
  assertEquals(asked, ["POST", "/api/runs", { ...REQUEST }]);
});

Deno.test("each way of failing has its own sentence, with what to do next", async () => {
  assertMatch(await sentenceAfter(() => Promise.reject(new TypeError("fetch failed"))), /^No connection: .*try again/);
  assertMatch(await sentenceAfter(() => stream(`event: stdout\ndata: {"text":"a"}\n\n`)), /^Cut off: .*run it again/);
  assertMatch(await sentenceAfter(() => stream("event: stdout\ndata: {text\n\n")), /^Not understood: .*Reload/);
  assertMatch(await sentenceAfter(() => new Response("", { status: 413 })), /^Too long: .*Shorten/);
  assertMatch(await sentenceAfter(() => new Response("", { status: 403 })), /^Refused: .*Reload/);
  assertMatch(await sentenceAfter(() => new Response("<html>", { status: 502 })), /^Server fault: .*not your code/);
});

Deno.test("the server's own sentence is shown, and 429 tells for how long to wait", async () => {
  const busy = () => Response.json({ error: "The queue is full." }, { status: 429, headers: { "retry-after": "7" } });
  assertEquals(await sentenceAfter(busy), "Too soon: The queue is full. Try again in 7 seconds.");
  assertMatch(await sentenceAfter(() => new Response("", { status: 429 })), /Try again in a moment/);
});

Deno.test("after an abort nothing more is heard, not even a problem", async () => {
  const abort = new AbortController();
  using _fetch = answering((request) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`event: stdout\ndata: {"text":"a"}\n\n`));
        request.signal.addEventListener("abort", () => controller.error(request.signal.reason));
      },
    });
    return new Response(body);
  });
  const types: string[] = [];
  for await (const event of runLab(REQUEST, abort.signal)) {
    types.push(event.type);
    abort.abort();
  }
  assertEquals(types, ["stdout"]);
});
