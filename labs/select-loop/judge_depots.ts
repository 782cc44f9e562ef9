/** The scanners that the judge draws: when they connect, what they say, and when they hang up. */
import type { Random } from "../_runner/lab.ts";
import type { Input, Scanner } from "./drive.ts";
import { FD_SETSIZE } from "./judge_report.ts";

const DEPOTS = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];
const WAYS = ["in", "out", "returned", "damaged"];

function scan(random: Random): string {
  return `P-${random.integer(1_000, 9_999)} ${random.pick(WAYS)}\n`;
}

function nameFor(index: number): string {
  return `${DEPOTS[index % DEPOTS.length]} ${Math.floor(index / DEPOTS.length) + 1}`;
}

/** Some scanners that come and go. The first one says nothing for long, one hangs up with its last word, one says much. */
export function depot(random: Random): Input {
  const scanners = Array.from({ length: random.integer(5, 8) }, (_, index): Scanner => {
    const connectsMs = index === 0 ? 0 : random.integer(1, 20);
    const says = Array.from({ length: random.integer(2, 5) }, () => ({
      atMs: random.integer(30, 200),
      text: scan(random),
    })).sort((one, other) => one.atMs - other.atMs);
    if (index === 0) says.splice(0, says.length, { atMs: 250, text: scan(random) });
    if (index === 1) says.push({ atMs: 210, text: Array.from({ length: 120 }, () => scan(random)).join("") });
    const lastMs = says.at(-1)!.atMs;
    const hangsUpMs = index === 2 ? lastMs : random.integer(0, 2) === 0 ? lastMs + random.integer(1, 40) : null;
    return { name: nameFor(index), connectsMs, says, hangsUpMs };
  });
  return { scanners, openBefore: random.integer(0, 9) };
}

/** Many that are connected, and a few of them that speak. */
export function crowd(random: Random): Input {
  const talkers = new Set(Array.from({ length: 6 }, () => random.integer(1, 99)));
  const scanners = Array.from({ length: 100 }, (_, index): Scanner => ({
    name: nameFor(index),
    connectsMs: index % 7,
    says: talkers.has(index)
      ? Array.from({ length: 4 }, (_, turn) => ({ atMs: 100 + turn * 50 + random.integer(0, 40), text: scan(random) }))
      : [],
    hangsUpMs: null,
  }));
  return { scanners, openBefore: 0 };
}

/** A few numbers are left below the limit, and more come than there are; one leaves, and one more comes. */
export function fullHouse(random: Random): Input {
  const room = random.integer(3, 5);
  const tooMany = random.integer(2, 3);
  const leaver = random.integer(0, room - 1);
  const scanners = Array.from({ length: room + tooMany + 1 }, (_, index): Scanner => {
    const last = index === room + tooMany;
    const connectsMs = last ? 200 : 10 * (index + 1);
    const says = [0, 1].map((turn) => ({
      atMs: (last ? 210 : 100) + 20 * turn + random.integer(0, 10),
      text: scan(random),
    }));
    return { name: nameFor(index), connectsMs, says, hangsUpMs: index === leaver ? 150 : null };
  });
  // Descriptors begin at 3; the scanners' own ends and the listener come between.
  return { scanners, openBefore: FD_SETSIZE - room - 3 - scanners.length - 1 };
}
