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

/** One tick's I/O: called between the timers and the immediates. */
export function ioPhase(loop: Loop): void {
  let events = loop.poll(Infinity);
  while (events.length > 0) {
    for (const event of events) loop.handle(event);
    events = loop.poll(Infinity);
  }
}
