// fails: a phase with nothing to do polls once
// says: one poll in each

// A second poll in the same tick, in case that something came meanwhile.
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
  let events = loop.poll(64);
  if (events.length === 0) events = loop.poll(64);
  for (const event of events) loop.handle(event);
}
