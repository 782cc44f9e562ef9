// fails: a burst does not hold the timers up
// says: fit into the phase

// Bounds the rounds, and the batches, and does not multiply.
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
  for (let round = 0; round < 8; round++) {
    const events = loop.poll(64);
    for (const event of events) loop.handle(event);
    if (events.length < 64) return;
  }
}
