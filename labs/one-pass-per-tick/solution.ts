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

/** Of at most 0.1 ms each: 6.4 ms, and the poll. libuv asks for 1,024 at a time and hopes that handlers are short. */
const BATCH = 64;

/** One tick's I/O: one pass, as large as fits. What becomes ready meanwhile is for the next tick. */
export function ioPhase(loop: Loop): void {
  for (const event of loop.poll(BATCH)) loop.handle(event);
}
