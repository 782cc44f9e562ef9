// fails: nothing is lost when a client is cancelled, at any point
// says: it does not hear that the one who waits for it was cancelled

import { type Channel, channel, type Coroutine, select, sleep, spawn, join } from "@interleave/scheduler";

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
  const free = channel<Connection | null>(size); let filled = false;
  return { *transaction<T>(body: (c: Connection) => Coroutine<T>): Coroutine<T> {
    if (!filled) { filled = true; for (let i = 0; i < size; i++) yield* free.send(null); }
    const got = yield* select<Connection | null | undefined | void>([free.receive(), sleep(waitMs)]);
    if (got.index === 1) throw new QueueTimeout("x");
    let c = got.value as Connection | null;
    const t = spawn("tx", function* () { try { c ??= yield* database.connect(); return yield* body(c); } finally { if (c?.state === "busy") c.close(); yield* free.send(c?.state === "idle" ? c : null); } });
    return yield* join(t);
  } };
}
