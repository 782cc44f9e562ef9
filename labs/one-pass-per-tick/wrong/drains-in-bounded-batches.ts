// fails: a peer that always has more does not keep the loop in its phase
// says: and a timer of 1 ms came

// Bounds each batch and takes batches until nothing is ready: the loop in Deno before the fix.
/** Something that a descriptor is ready for. */
export interface ReadyEvent {
  /** The connection's name. */
  readonly from: string;
  readonly id: number;
}

/** The loop, as its I/O phase sees it. */
export interface Loop {
  /** Asks the kernel once, without waiting, and takes up to `most` events: the oldest first. */
  poll(most: number): ReadyEvent[];
  /** Runs the event's callback. */
  handle(event: ReadyEvent): void;
  /** The loop's time in milliseconds. */
  nowMs(): number;
}

export function ioPhase(loop: Loop): void {
  for (let events = loop.poll(64); events.length > 0; events = loop.poll(64)) {
    for (const event of events) loop.handle(event);
  }
}
