// fails: heartbeats go out while the log is empty
// says: Who sends the heartbeats while it waits

// No second task: heartbeats go out between two photos, and stop when there are no photos.
import type { Coroutine } from "@interleave/scheduler";

/** One scan of the log: at most 5 photos of a parcel. */
export interface Scan {
  /** Its place in the log, from 0. */
  readonly offset: number;
  readonly photos: readonly string[];
}

/** What the consumer uses of the world. */
export interface World {
  /** Asks the broker for the next scans, at most `max`; waits up to half a second. None: the day is over. */
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
  for (;;) {
    const scans = yield* world.poll(5);
    if (scans.length === 0) return;
    for (const { offset, photos } of scans) {
      const labels: string[] = [];
      for (const photo of photos) {
        yield* world.heartbeat();
        labels.push(world.readLabel(photo));
      }
      yield* world.heartbeat();
      yield* world.save(offset, labels);
    }
    yield* world.commit(scans[0]!.offset + scans.length);
  }
}
