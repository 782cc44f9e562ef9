/**
 * A run's events as an event stream that goes exactly as fast as its reader.
 *
 * The next event is asked for when the reader has room for it. A reader that stops reading therefore stops the run's
 * output at its source: the sandbox blocks on a full pipe, and nothing piles up here.
 */
import type { ServerSentEventMessage } from "@std/http/server-sent-event-stream";
import type { RunEvent } from "../../labs/_runner/protocol.ts";

export interface EventStreamOptions {
  /** What was already taken from the events. */
  readonly first: IteratorResult<RunEvent>;
  /** Called with each event as it goes out. */
  onEvent(event: RunEvent): void;
  /** Called once, when the last event was taken, the reader has gone, or it has stopped reading. */
  onEnd(): void;
  /** What the reader hears in place of the rest when the events break off with an error. */
  onFault(error: unknown): RunEvent;
  /** A reader that takes nothing for this long is taken for gone. */
  readonly stallMs: number;
  /** After this long without an event a comment goes out, since proxies cut connections that are silent for a minute. */
  readonly keepAliveMs: number;
}

/** Stands for "no event yet" in the race against the keep-alive timer. */
const QUIET = Symbol("quiet");

/** The messages to send. `events` is left with `return` however the stream ends. */
export function eventStream(
  events: AsyncIterator<RunEvent>,
  options: EventStreamOptions,
): ReadableStream<ServerSentEventMessage> {
  let next: Promise<IteratorResult<RunEvent>> | null = Promise.resolve(options.first);
  let stall: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  async function end(): Promise<void> {
    clearTimeout(stall);
    if (ended) return;
    ended = true;
    options.onEnd();
    await events.return?.();
  }

  /** The next event; `null` after the last one. An error ends the events with what `onFault` makes of it. */
  async function take(): Promise<RunEvent | null | typeof QUIET> {
    next ??= events.next();
    try {
      const taken = await orQuiet(next, options.keepAliveMs);
      if (taken === QUIET) return QUIET;
      next = null;
      return taken.done ? null : taken.value;
    } catch (error) {
      next = Promise.resolve({ done: true, value: undefined });
      return ended ? null : options.onFault(error);
    }
  }

  return new ReadableStream<ServerSentEventMessage>({
    async pull(controller) {
      clearTimeout(stall);
      const event = await take();
      if (ended) return;
      if (event === null) {
        controller.close();
        await end();
        return;
      }
      stall = setTimeout(() => {
        controller.error(new Error("the reader has stopped reading"));
        end().catch(options.onFault);
      }, options.stallMs);
      if (event !== QUIET) options.onEvent(event);
      controller.enqueue(event === QUIET ? { comment: "still here" } : messageOf(event));
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

/** The event's type is the message's name; the rest of it is the data. */
function messageOf({ type, ...rest }: RunEvent): ServerSentEventMessage {
  return { event: type, data: JSON.stringify(rest) };
}

async function orQuiet<T>(promise: Promise<T>, ms: number): Promise<T | typeof QUIET> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const quiet = new Promise<typeof QUIET>((resolve) => timer = setTimeout(resolve, ms, QUIET));
  try {
    return await Promise.race([promise, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
