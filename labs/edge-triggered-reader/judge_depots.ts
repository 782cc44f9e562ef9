/** The depots that the judge draws: what they send when, and whether they hang up with their last byte. */
import type { Random } from "../_runner/lab.ts";
import type { Depot, Input } from "./drive.ts";

const NAMES = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];

/** Some depots whose messages are of all sizes; one hangs up with its last byte, one sends exactly what a page holds. */
export function quiet(random: Random): Input {
  const names = random.shuffle(NAMES);
  const depots = Array.from({ length: random.integer(4, 6) }, (_, index): Depot => {
    const sends = Array.from({ length: random.integer(1, 3) }, () => ({
      atMs: random.integer(5, 400),
      bytes: random.pick([random.integer(1, 300), random.integer(4_000, 6_000), random.integer(9_000, 14_000), 4_096]),
    })).sort((one, other) => one.atMs - other.atMs);
    if (index === 0) sends.push({ atMs: 450, bytes: random.integer(10_000, 14_000) });
    if (index === 1) sends.push({ atMs: 500, bytes: random.integer(10, 900) });
    return { name: names[index]!, sends, hangsUpAtOnce: index === 1 || index > 1 && random.integer(0, 1) === 1 };
  });
  return { depots };
}

/** What a whole night brings, at once. */
export function large(random: Random): Input {
  const names = random.shuffle(NAMES);
  const depots = [0, 1, 2].map((index): Depot => ({
    name: names[index]!,
    sends: [
      {
        atMs: 10 * (index + 1),
        bytes: index === 0 ? random.integer(140_000, 180_000) : random.integer(66_000, 99_000),
      },
      { atMs: 100 + index, bytes: random.integer(100, 5_000) },
    ],
    hangsUpAtOnce: false,
  }));
  return { depots: random.shuffle(depots) };
}

/** So many that never pause, and three others that have something to say meanwhile. */
export function pauseless(random: Random, count: number): Input {
  const names = random.shuffle(NAMES);
  const busy = Array.from({ length: count }, (_, index): Depot => ({
    name: names[index]!,
    sends: [{ atMs: 10, bytes: random.integer(260_000, 320_000) }],
    hangsUpAtOnce: random.integer(0, 1) === 1,
  }));
  const others = [0, 1, 2].map((index): Depot => ({
    name: names[count + index]!,
    sends: [
      { atMs: 5, bytes: random.integer(10, 900) },
      { atMs: 0, bytes: random.integer(10, 9_000), afterReads: index + 1 },
    ],
    hangsUpAtOnce: false,
  }));
  return { depots: random.shuffle([...busy, ...others]) };
}
