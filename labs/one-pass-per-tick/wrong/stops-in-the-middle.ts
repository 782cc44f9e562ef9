// fails: of a burst, each event is handled, in order
// says: had been taken

// Watches the clock, and leaves with events in its hands.
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
  const untilMs = loop.nowMs() + 5;
  for (const event of loop.poll(256)) {
    if (loop.nowMs() >= untilMs) return;
    loop.handle(event);
  }
}
