/** What is said of values measured many times over: the mean is bent by rare long ones, and the smallest flatters. */

/** The value below which `share` of the values lie: 0.5 is the median, 0.99 the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}
