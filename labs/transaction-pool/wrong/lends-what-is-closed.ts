// fails: a connection that broke is lent to nobody
// says: A connection can end while it is lent

import { channel, type Coroutine, select, sleep } from "@interleave/scheduler";

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

// Looks for unread replies only.
export function createPool(database: Database, { size, waitMs }: PoolOptions): Pool {
  /** `size` slots: a connection, or the right to open one. Whoever has taken a slot gives one back, whatever happens. */
  const free = channel<Connection | null>(size, { name: "free connections" });
  let filled = false;

  /** There is room for all slots, so none of these sends waits. */
  function* fill(): Coroutine<void> {
    filled = true;
    for (let slot = 0; slot < size; slot++) yield* free.send(null);
  }

  function* take(): Coroutine<Connection | null> {
    const { index, value } = yield* select<Connection | null | undefined | void>([free.receive(), sleep(waitMs)]);
    if (index === 1) throw new QueueTimeout(`no connection was free for ${waitMs} ms`);
    return value ?? null;
  }

  return {
    *transaction(body) {
      if (!filled) yield* fill();
      let connection = yield* take();
      try {
        connection ??= yield* database.connect();
        return yield* body(connection);
      } finally {
        // A reply that nobody has read would be taken for the answer to the next client's question.
        const unread = connection?.state === "busy";
        if (unread) connection?.close();
        yield* free.send(unread ? null : connection);
      }
    },
  };
}
