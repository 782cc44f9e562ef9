// fails: a scan is committed after it is saved, and before the next poll
// says: What is not committed is done again

// The committed offset is where to go on, not where one was.
import { type Coroutine, sleep, spawn } from "@interleave/scheduler";

/** After this long without a heartbeat the broker takes the consumer for dead (Kafka's `session.timeout.ms`). */
export const SESSION_TIMEOUT_MS = 45_000;
/** How often a consumer should send one (`heartbeat.interval.ms`). */
export const HEARTBEAT_INTERVAL_MS = 3_000;
/** After this long without a poll the broker takes the consumer for stuck (`max.poll.interval.ms`). */
export const MAX_POLL_INTERVAL_MS = 300_000;
/** How many scans a poll may bring (`max.poll.records`): 5 scans of 5 photos of 10 s are 250 s. */
export const MAX_POLL_RECORDS = 5;

/** One scan of the log: at most 5 photos of a parcel. */
export interface Scan {
  /** Its place in the log, from 0. */
  readonly offset: number;
  readonly photos: readonly string[];
}

/** What the consumer uses of the world. */
export interface World {
  /** Asks the broker for the next scans, at most `max`; waits until there are some. None: the day is over. */
  poll(max: number): Coroutine<readonly Scan[]>;
  /** Tells the broker that the consumer is alive; a few milliseconds. */
  heartbeat(): Coroutine<void>;
  /** Tells the broker where to go on after a crash: at the scan of this offset. */
  commit(offset: number): Coroutine<void>;
  /** Reads the label on a photo. Plain computing: it holds the thread, for 10 s at most. */
  readLabel(photo: string): string;
  /** Stores the labels of a scan; a fifth of a second. */
  save(offset: number, labels: readonly string[]): Coroutine<void>;
}

/** Reads the labels of all scans of a day; returns when the day is over. */
export function* consume(world: World): Coroutine<void> {
  let over = false;
  spawn("heartbeats", function* () {
    while (!over) {
      yield* world.heartbeat();
      yield* sleep(HEARTBEAT_INTERVAL_MS);
    }
  });
  for (;;) {
    const scans = yield* world.poll(MAX_POLL_RECORDS);
    if (scans.length === 0) break;
    for (const scan of scans) {
      const labels: string[] = [];
      for (const photo of scan.photos) {
        labels.push(world.readLabel(photo));
        // Heartbeats that are due go out here: at most one photo late.
        yield;
      }
      yield* world.save(scan.offset, labels);
    }
    yield* world.commit(scans.at(-1)!.offset);
  }
  over = true;
}
