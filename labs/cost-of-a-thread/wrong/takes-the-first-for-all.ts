// fails: a thread of a known size is measured to be of that size
// says: or what the first one loads for all

// One thread, before and after.
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
  const meanX = mean(points.map(([count]) => count));
  const meanY = mean(points.map(([, bytes]) => bytes));
  let together = 0;
  let spread = 0;
  for (const [count, bytes] of points) {
    together += (count - meanX) * (bytes - meanY);
    spread += (count - meanX) ** 2;
  }
  return together / spread;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** What one more thread and one more task cost. */
export async function measure(bench: Bench): Promise<Costs> {
  const before = bench.peakBytes();
  await bench.startThreads(1);
  const perThread = bench.peakBytes() - before;
  const tasks: Point[] = [];
  for (let count = 10_000; count <= bench.mostTasks; count += 10_000) {
    bench.startTasks(10_000);
    tasks.push([count, bench.heapBytes()]);
  }
  return { perThread, perTask: slope(tasks) };
}
