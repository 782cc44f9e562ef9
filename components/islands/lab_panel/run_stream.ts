/**
 * The run's event stream, parsed as it arrives.
 *
 * Server-sent events as the HTML standard defines them (section 9.2.6), read from the body of a POST, which the browser's
 * own `EventSource` cannot send. Event names are those of `RunEvent`, their data is the rest of the event as JSON.
 */
import type { RunEvent } from "../../../labs/_runner/protocol.ts";

/** Turns chunks of text, cut anywhere, into run events. */
export class RunStreamParser {
  /** The beginning of a line whose end has not come yet. */
  #line = "";
  #eventType = "";
  readonly #dataLines: string[] = [];
  /** The last chunk ended with a carriage return: a line feed at the head of the next one belongs to it. */
  #afterReturn = false;

  /** Takes the next chunk, returns the events that it completes. Throws `SyntaxError` when an event's data is no JSON. */
  push(chunk: string): RunEvent[] {
    if (chunk === "") return [];
    const text = this.#afterReturn && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    this.#afterReturn = chunk.endsWith("\r");
    const [first = "", ...rest] = text.split(/\r\n|\r|\n/);
    const events: RunEvent[] = [];
    this.#line += first;
    for (const line of rest) {
      const event = this.#endLine(this.#line);
      if (event !== null) events.push(event);
      this.#line = line;
    }
    return events;
  }

  #endLine(line: string): RunEvent | null {
    if (line === "") return this.#dispatch();
    // `s`: a printed U+2028 stands unescaped in JSON, and ends no line here.
    const [, field, value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === "event") this.#eventType = value;
    else if (field === "data") this.#dataLines.push(value);
    return null;
  }

  #dispatch(): RunEvent | null {
    const type = this.#eventType;
    const fields = this.#dataLines.splice(0).join("\n");
    this.#eventType = "";
    // A later server may tell more than this page knows.
    if (fields === "" || !KNOWN.has(type)) return null;
    return { type, ...JSON.parse(fields) } as RunEvent;
  }
}

const KNOWN: ReadonlySet<string> = new Set<RunEvent["type"]>(
  ["queued", "started", "stdout", "stderr", "test", "trace", "done"],
);

/** The events of a response's body, as they come. Leaving the loop early closes the connection. */
export async function* readRunEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<RunEvent> {
  const parser = new RunStreamParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield* parser.push(read.value);
  } finally {
    await reader.cancel();
  }
}
