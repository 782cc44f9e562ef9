/** Polls for four, commits each scan as soon as it is saved, and yields by hand. */
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
  let over = false;
  spawn("heartbeats", function* () {
    for (;;) {
      yield* world.heartbeat();
      yield* sleep(3_000);
      if (over) return;
    }
  });
  while (!over) {
    const batch = yield* world.poll(4);
    over = batch.length === 0;
    for (const scan of batch) {
      const labels = new Array<string>(scan.photos.length);
      for (let index = 0; index < labels.length; index++) {
        labels[index] = world.readLabel(scan.photos[index]!);
        yield;
      }
      yield* world.save(scan.offset, labels);
      yield* world.commit(scan.offset + 1);
    }
  }
}
