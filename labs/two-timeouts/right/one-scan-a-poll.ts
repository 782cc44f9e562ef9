/** One scan a poll, each committed by itself; the heartbeats stop when the reader does, whatever ends it. */
import { type Coroutine, sleep, spawn } from "@interleave/scheduler";

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

export function* consume(world: World): Coroutine<void> {
  let reading = true;
  spawn("alive", () => beat(world, () => reading));
  try {
    for (let [scan] = yield* world.poll(1); scan !== undefined; [scan] = yield* world.poll(1)) {
      yield* world.save(scan.offset, yield* read(world, scan.photos));
      yield* world.commit(scan.offset + 1);
    }
  } finally {
    reading = false;
  }
}

function* beat(world: World, goesOn: () => boolean): Coroutine<void> {
  while (goesOn()) {
    yield* world.heartbeat();
    yield* sleep(5_000);
  }
}

function* read(world: World, photos: readonly string[]): Coroutine<string[]> {
  if (photos.length === 0) return [];
  const label = world.readLabel(photos[0]!);
  yield* sleep(1);
  return [label, ...yield* read(world, photos.slice(1))];
}
