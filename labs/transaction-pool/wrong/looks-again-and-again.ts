// fails: there are never more connections than the pool may have
// says: What wakes a client?

import { type Coroutine } from "@interleave/scheduler";

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

// Gives way until something is free: nothing wakes it, so it never sleeps.
export function createPool(database: Database, { size, waitMs }: PoolOptions): Pool {
  const idle: Connection[] = [];
  let open = 0;
  return {
    *transaction(body) {
      while (idle.length === 0 && open >= size) yield;
      let connection = idle.pop() ?? null;
      if (connection === null) open += 1;
      try {
        connection ??= yield* database.connect();
        return yield* body(connection);
      } finally {
        if (connection?.state === "busy") connection.close();
        if (connection?.state === "idle") idle.push(connection);
        else open -= 1;
      }
    },
  };
}
