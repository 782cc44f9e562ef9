import type { Coroutine } from "@interleave/scheduler";

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

/** A pool without connections as yet. */
export function createPool(database: Database, _options: PoolOptions): Pool {
  return {
    *transaction(body) {
      const connection = yield* database.connect();
      try {
        return yield* body(connection);
      } finally {
        connection.close();
      }
    },
  };
}
