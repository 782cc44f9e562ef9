// fails: a burst is worked off in large batches
// says: at most

// A system call for each event, 64 times a tick.
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
  for (let count = 0; count < 64; count++) {
    const [event] = loop.poll(1);
    if (event === undefined) return;
    loop.handle(event);
  }
}
