/** What to measure with, and what to measure. */
export interface Bench {
  /** The most memory that the process has had resident so far, in bytes. */
  peakBytes(): number;
  /** The bytes in use of this thread's own heap. */
  heapBytes(): number;
  /** Starts so many more threads; resolves when all of them run. */
  startThreads(count: number): Promise<void>;
  /** Starts so many more tasks, each of which waits for a promise. */
  startTasks(count: number): void;
  /** How many there may be in all. */
  readonly mostThreads: number;
  /** See `mostThreads`. */
  readonly mostTasks: number;
}

/** Bytes. */
export interface Costs {
  readonly perThread: number;
  readonly perTask: number;
}

/** How many there were, and what a meter said then. */
export type Point = readonly [count: number, bytes: number];

/** The slope of the line that fits the points best. */
export function slope(points: readonly Point[]): number {
  const [count, bytes] = points.at(-1)!;
  return bytes / count;
}

/** What one more thread and one more task cost. */
export async function measure(bench: Bench): Promise<Costs> {
  await bench.startThreads(1);
  const perThread = slope([[1, bench.peakBytes()]]);
  bench.startTasks(1_000);
  const perTask = slope([[1_000, bench.peakBytes()]]);
  return { perThread, perTask };
}
