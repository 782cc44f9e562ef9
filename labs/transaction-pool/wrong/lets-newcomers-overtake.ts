// fails: clients are served in the order in which they came, and as soon as may be
// says: Was somebody served who came later?

import { type Channel, channel, type Coroutine, select, sleep } from "@interleave/scheduler";

/** One connection to the database. */
export interface Connection {
  /** `busy`: a query was sent, and its reply has not been read. `closed`: by either side; for good. */
  readonly state: "idle" | "busy" | "closed";
  /** Sends a query, waits for the next reply on this connection, and returns it. Throws when the connection breaks. */
  query(text: string): Coroutine<string>;
  /** Ends the connection, at once. */
  close(): void;
}

/** The database. */
export interface Database {
  /** Opens a connection, which takes a while; throws when it is refused. */
  connect(): Coroutine<Connection>;
}

/** What a pool is like. */
export interface PoolOptions {
  /** Connections at most, those included that are being opened. */
  readonly size: number;
  /** How long a client may wait in the queue. */
  readonly waitMs: number;
}

/** Connections on loan. */
export interface Pool {
  /** Runs the body with a connection of its own. */
  transaction<T>(body: (connection: Connection) => Coroutine<T>): Coroutine<T>;
}

/** Thrown when a client has waited for too long. */
export class QueueTimeout extends Error {
  override readonly name = "QueueTimeout";
}

export function createPool(database: Database, { size, waitMs }: PoolOptions): Pool {
  const idle: Connection[] = []; let open = 0; const waiting: Channel<void>[] = [];
  function* acquire(): Coroutine<Connection | null> {
    for (;;) {
      if (idle.length > 0) return idle.pop()!;
      if (open < size) { open++; return null; }
      const bell = channel<void>(1);
      waiting.push(bell);
      try {
        const { index } = yield* select<void>([bell.receive(), sleep(waitMs)]);
        if (index === 1) throw new QueueTimeout("x");
      } finally { const p = waiting.indexOf(bell); if (p >= 0) waiting.splice(p, 1); }
    }
  }
  function release(c: Connection | null) { if (c === null) open--; else idle.push(c); const b = waiting.shift(); if (b) b.send(undefined).next(); }
  return { *transaction(body) { let c = yield* acquire(); try { c ??= yield* database.connect(); return yield* body(c); } finally { if (c?.state === "busy") c.close(); release(c?.state === "idle" ? c : null); } } };
}
