// fails: of a burst, each event is handled, in order
// says: was handled before

// Takes from the end of the list: the oldest of a batch comes last.
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
  const events = loop.poll(64);
  for (let event = events.pop(); event !== undefined; event = events.pop()) loop.handle(event);
}
