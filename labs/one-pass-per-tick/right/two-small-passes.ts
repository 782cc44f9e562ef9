// Two bounded passes; the second only when the first was full.
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
  for (let pass = 0; pass < 2; pass++) {
    const events = loop.poll(40);
    for (const event of events) loop.handle(event);
    if (events.length < 40) return;
  }
}
