// Takes much in one poll, handles it by the clock, and keeps the rest in a queue of its own.
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

const kept: ReadyEvent[] = [];

export function ioPhase(loop: Loop): void {
  const untilMs = loop.nowMs() + 8;
  if (kept.length === 0) kept.push(...loop.poll(512));
  while (kept.length > 0 && loop.nowMs() < untilMs) loop.handle(kept.shift()!);
}
