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

/** Permits in one channel, connections in a stack beside it; after any trouble a connection is closed, clean or not. */
export function createPool({ connect }: Database, { size, waitMs }: PoolOptions): Pool {
  const permits = channel<true>(size, { name: "permits" });
  const idle: Connection[] = [];
  let made = 0;

  function* withConnection<T>(body: (connection: Connection) => Coroutine<T>): Coroutine<T> {
    const connection = idle.pop() ?? (yield* connect());
    let done = false;
    try {
      const result = yield* body(connection);
      done = connection.state === "idle";
      return result;
    } finally {
      if (done) idle.push(connection);
      else connection.close();
    }
  }

  return {
    *transaction(body) {
      for (; made < size; made++) yield* permits.send(true);
      const first = yield* select<true | undefined | void>([permits.receive(), sleep(waitMs)]);
      if (first.index === 1) throw new QueueTimeout("nothing was free");
      try {
        return yield* withConnection(body);
      } finally {
        yield* permits.send(true);
      }
    },
  };
}
