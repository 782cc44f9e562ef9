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

/** Differences from the middle, weighted by how far out they are. */
export function slope(points: readonly Point[]): number {
  const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length);
  const out = points.map(([count]) => count - middle[0]!);
  const weight = out.reduce((sum, distance) => sum + distance * distance, 0);
  return points.reduce((sum, [, bytes], index) => sum + out[index]! / weight * (bytes - middle[1]!), 0);
}

/** What each thread but the first added: the middle one of these numbers. Tasks first, in steps of no particular size. */
export async function measure(bench: Bench): Promise<Costs> {
  const seen: Point[] = [];
  let tasks = 0;
  for (let step = 1_357; tasks + step <= bench.mostTasks; step += 731) {
    bench.startTasks(step);
    tasks += step;
    seen.push([tasks, bench.heapBytes()]);
  }
  const added: number[] = [];
  await bench.startThreads(1);
  for (let last = bench.peakBytes(); added.length < bench.mostThreads - 1;) {
    await bench.startThreads(1);
    const now = bench.peakBytes();
    added.push(now - last);
    last = now;
  }
  added.sort((a, b) => a - b);
  return { perThread: added[Math.floor(added.length / 2)]!, perTask: slope(seen) };
}
