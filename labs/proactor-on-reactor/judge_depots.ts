/** The depots that the judge draws, and operations in a shorter notation. */
import type { Random } from "../_runner/lab.ts";
import type { Action, Depot, Input } from "./drive.ts";

const NAMES = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];
/** More than any socket takes at once. */
export const LARGE = 300_000;

/** Begins a read. */
export const read = (depot: number, bytes: number, after: number | null = null): Action => ({
  do: "read",
  depot,
  bytes,
  after,
});
/** Begins a write. */
export const write = (depot: number, bytes: number, after: number | null = null): Action => ({
  do: "write",
  depot,
  bytes,
  after,
});

/** Depots that send nothing and take nothing. */
export function quiet(random: Random, count: number): Depot[] {
  return random.shuffle(NAMES).slice(0, count).map((name) => ({ name, sends: [], hangsUpAtMs: null, reads: null }));
}

/** Messages at moments that nothing else has. */
export function messages(
  random: Random,
  { count, fromMs }: { readonly count: number; readonly fromMs: number },
): Depot["sends"] {
  return Array.from({ length: count }, (_, index) => ({ atMs: fromMs + 20 * index, bytes: random.integer(100, 900) }));
}

/** Each depot sends some messages and hangs up; the program reads each to its end, a read after the other. */
export function conversations(random: Random): Input {
  const depots = quiet(random, 3).map((depot, index): Depot => ({
    ...depot,
    sends: messages(random, { count: random.integer(2, 3), fromMs: 5 + 3 * index + random.integer(0, 2) }),
    hangsUpAtMs: 100 + index,
  }));
  const actions: Action[] = depots.map((_, depot) => read(depot, random.pick([64, 300, 1_024])));
  depots.forEach(({ sends }, depot) => {
    const total = sends.reduce((sum, { bytes }) => sum + bytes, 0);
    let last = depot;
    // Enough reads to come to the end, whatever the sizes.
    for (let left = total + 3 * 400; left > 0; left -= 400) {
      actions.push(read(depot, 400, last));
      last = actions.length - 1;
    }
  });
  return { depots, actions };
}
