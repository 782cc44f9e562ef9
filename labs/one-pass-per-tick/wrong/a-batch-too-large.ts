// fails: a burst does not hold the timers up
// says: fit into the phase

// One pass of 256: at 0.1 ms each that is more than 25 ms.
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
  for (const event of loop.poll(256)) loop.handle(event);
}
