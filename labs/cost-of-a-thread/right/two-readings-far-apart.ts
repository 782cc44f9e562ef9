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

/** By sums and not by means. */
export function slope(points: readonly Point[]): number {
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  const [x, y] = [sum(([count]) => count), sum(([, bytes]) => bytes)];
  const [xx, xy] = [sum(([count]) => count * count), sum(([count, bytes]) => count * bytes)];
  return (points.length * xy - x * y) / (points.length * xx - x * x);
}

/** No line at all: before and after, where the beginning is over. */
export async function measure(bench: Bench): Promise<Costs> {
  await bench.startThreads(1);
  const one = bench.peakBytes();
  await bench.startThreads(bench.mostThreads - 1);
  const perThread = (bench.peakBytes() - one) / (bench.mostThreads - 1);
  const half = Math.floor(bench.mostTasks / 2);
  bench.startTasks(half);
  const before = bench.heapBytes();
  bench.startTasks(half);
  return { perThread, perTask: (bench.heapBytes() - before) / half };
}
