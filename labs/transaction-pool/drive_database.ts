/** The database and its connections, in virtual time: they answer in the order in which they were asked, and may break. */
import { type Coroutine, sleep } from "@interleave/scheduler";
import type { Input } from "./drive.ts";
import type { Connection } from "./starter.ts";

/** A database that answers each query after the time that the query names. */
export function openDatabase({ connectMs, refused }: Input, nowMs: () => number) {
  let open = 0;
  let refusing = true;

  function connection(): Connection {
    /** Replies that nobody has read. */
    const unread: string[] = [];
    let closed = false;
    return {
      get state() {
        return closed ? "closed" : unread.length > 0 ? "busy" : "idle";
      },
      *query(text) {
        if (closed) throw named("ConnectionClosed", "this connection was closed");
        unread[unread.length] = `reply to ${text}`;
        yield* sleep(Number(text.split(" ").at(-2)));
        if (closed) throw named("ConnectionClosed", "this connection was closed");
        if (text.startsWith("break")) {
          close();
          throw named("ConnectionLost", `the server closed the connection at ${nowMs()} ms`);
        }
        // There are no names on replies: what is read is what came first.
        return unread.shift()!;
      },
      close,
    };

    function close(): void {
      if (closed) return;
      closed = true;
      open -= 1;
    }
  }

  const seen = { mostOpen: 0, connects: 0 };

  function* connect(): Coroutine<Connection> {
    const attempt = seen.connects++;
    open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, open);
    let opened = false;
    try {
      yield* sleep(connectMs);
      if (refusing && refused.includes(attempt)) {
        throw named("ConnectionRefused", "the database takes no more connections");
      }
      opened = true;
      return connection();
    } finally {
      // Given up half-way: the database notices.
      if (!opened) open -= 1;
    }
  }

  return { connect, seen, refuseNone: () => void (refusing = false) };
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
