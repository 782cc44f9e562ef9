// fails: a burst does not hold the timers up
// says: fit into the phase

// Stops after 8 ms, but looks only when a batch is through, and that has no bound.
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
  const untilMs = loop.nowMs() + 8;
  do {
    const events = loop.poll(Infinity);
    if (events.length === 0) return;
    for (const event of events) loop.handle(event);
  } while (loop.nowMs() < untilMs);
}
