/** The days that the judge draws: when scanners come, what they send, and whether they read what comes back. */
import type { Random } from "../_runner/lab.ts";
import type { Scan, Scanner } from "./drive.ts";

function scanner(connectsMs: number, leavesMs: number, scans: readonly Scan[]): Scanner {
  return { connectsMs, scans, readsFromMs: 0, leavesMs };
}

/** Scans at distinct moments between the two, in order. */
function scansBetween(random: Random, count: number, [fromMs, toMs]: readonly [number, number]): Scan[] {
  const stepMs = Math.floor((toMs - fromMs) / count);
  return Array.from({ length: count }, (_, index): Scan => ({
    atMs: fromMs + index * stepMs + random.integer(0, stepMs - 2),
    bytes: random.integer(1, 4_096),
  }));
}

/** The first one has nothing to say for long. */
export function silentFirst(random: Random): Scanner[] {
  const others = Array.from(
    { length: random.integer(2, 4) },
    (_, index) => scanner(3 + index, 300, scansBetween(random, random.integer(2, 4), [10, 200])),
  );
  return [scanner(1, 320, [{ atMs: 250, bytes: random.integer(1, 4_096) }]), ...others];
}

/** Many, who come and leave one after the other. */
export function manyScanners(random: Random): Scanner[] {
  return Array.from({ length: random.integer(8, 12) }, (_, index) => {
    const connectsMs = 1 + 6 * index + random.integer(0, 3);
    // Never in the millisecond in which another one comes: then both would be connected for a moment, or not.
    const leavesMs = 6 * (index + random.integer(10, 16)) + 5;
    return scanner(connectsMs, leavesMs, scansBetween(random, random.integer(3, 5), [connectsMs + 2, leavesMs - 3]));
  });
}

/** Two, one of which talks more than a stack has room for when every scan gets an array of its own. */
export function talkative(random: Random): Scanner[] {
  const count = random.integer(16, 24);
  return [
    scanner(1, 700, scansBetween(random, count, [5, 650])),
    scanner(2, 700, scansBetween(random, 3, [5, 650])),
  ];
}

/** One that sends much and reads late, among others. */
export function slowReader(random: Random): Scanner[] {
  const slow: Scanner = {
    connectsMs: 1,
    // The service can have 44 answers of this size under way.
    scans: Array.from({ length: random.integer(47, 52) }, (_, index) => ({ atMs: 10 + index, bytes: 4_096 })),
    readsFromMs: random.integer(200, 240),
    leavesMs: 500,
  };
  return [slow, ...[3, 4, 5].map((connectsMs) => scanner(connectsMs, 490, scansBetween(random, 6, [20, 400])))];
}

/** Some that leave with their answers unread. */
export function breakers(random: Random): Scanner[] {
  return Array.from({ length: 8 }, (_, index): Scanner => {
    const whole = scanner(1 + index, 200 + index, scansBetween(random, 4, [20, 180]));
    if (index % 3 !== 1) return whole;
    const leavesMs = random.integer(60, 160);
    return { ...whole, scans: whole.scans.filter(({ atMs }) => atMs < leavesMs), readsFromMs: 1_000, leavesMs };
  });
}

/** Three more than there are threads for; one leaves, and one comes. */
export function tooMany(random: Random): Scanner[] {
  const early = random.integer(5, 7);
  const scanners = Array.from(
    { length: early },
    (_, index) => scanner(1 + index, 400, scansBetween(random, 4, [30, 350])),
  );
  const leaver = random.integer(0, early - 4);
  scanners[leaver] = scanner(1 + leaver, 150, scansBetween(random, 3, [30, 140]));
  return [...scanners, scanner(200, 400, scansBetween(random, 4, [210, 350]))];
}
