// fails: of a burst, each event is handled, in order
// says: was handled before

// Keeps what does not fit for later, and puts what the next poll gives in front of it.
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

let kept: ReadyEvent[] = [];

export function ioPhase(loop: Loop): void {
  const events = [...loop.poll(256), ...kept];
  kept = events.splice(64);
  for (const event of events) loop.handle(event);
}
