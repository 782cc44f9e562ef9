// fails: nothing is lost when patience ends, a client is cancelled and a connection is given back, all at once
// says: who come when all have gone to be served at once

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

// Leaves the queue when it gives up, but not what was handed to it at that very moment.
export function createPool(database: Database, { size, waitMs }: PoolOptions): Pool {
  const idle: Connection[] = [];
  let open = 0;
  const waiting: Channel<Connection | null>[] = [];

  function* acquire(): Coroutine<Connection | null> {
    const connection = idle.pop();
    if (connection !== undefined) return connection;
    if (open < size) {
      open += 1;
      return null;
    }
    const turn = channel<Connection | null>(1, { name: "a turn" });
    waiting.push(turn);
    try {
      const { index, value } = yield* select<Connection | null | undefined | void>([turn.receive(), sleep(waitMs)]);
      if (index === 1) throw new QueueTimeout(`waited ${waitMs} ms`);
      return value ?? null;
    } finally {
      const place = waiting.indexOf(turn);
      if (place !== -1) waiting.splice(place, 1);
    }
  }

  /** To who has waited longest; a connection, or the right to open one. */
  function release(connection: Connection | null): void {
    const next = waiting.shift();
    if (next !== undefined) give(next, connection);
    else if (connection === null) open -= 1;
    else idle.push(connection);
  }

  /** There is room for one, so this never waits. */
  function give(to: Channel<Connection | null>, connection: Connection | null): void {
    to.send(connection).next();
  }

  return {
    *transaction(body) {
      let connection = yield* acquire();
      try {
        connection ??= yield* database.connect();
        return yield* body(connection);
      } finally {
        if (connection?.state === "busy") connection.close();
        release(connection?.state === "idle" ? connection : null);
      }
    },
  };
}
