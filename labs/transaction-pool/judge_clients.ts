/** The days that the judge draws: who comes when, what each asks the database, and what goes wrong. */
import type { Random } from "../_runner/lab.ts";
import type { Client, Input, Step } from "./drive.ts";

/** Longer than any day: nobody's patience ends. */
export const LONG_MS = 60_000;

function query(ms: number): Step {
  return { do: "query", ms };
}

/** Queries with thinking between them. */
function steps(random: Random): Step[] {
  const queries = Array.from({ length: random.integer(1, 3) }, () => query(random.integer(40, 90)));
  return queries.flatMap((each, index) =>
    index === 0 ? [each] : [{ do: "think", ms: random.integer(5, 20) } as const, each]
  );
}

interface Draw {
  readonly count: number;
  readonly gapMs: readonly [number, number];
  readonly steps?: (client: number) => Step[];
}

function clients(random: Random, { count, gapMs, steps: draw = () => steps(random) }: Draw): Client[] {
  let arrivesMs = 0;
  return Array.from({ length: count }, (_, client) => {
    arrivesMs += random.integer(...gapMs);
    return { arrivesMs, steps: draw(client) };
  });
}

/** Many who come quickly, and wait; often one comes in the very moment in which a connection is given back. */
export function rush(random: Random): Partial<Input> {
  let arrivesMs = 10;
  const drawn = Array.from({ length: random.integer(22, 28) }, (_, client): Client => {
    // The first six come together: more than there may be connections.
    if (client >= 6) arrivesMs += 10 * random.integer(1, 2);
    return { arrivesMs, steps: [query(10 * random.integer(8, 14))] };
  });
  return { clients: drawn };
}

/** Few long transactions that the others do not outwait, and clients who come while they last. */
export function impatient(random: Random): Partial<Input> {
  const tens = (low: number, high: number) => 10 * random.integer(low, high);
  let arrivesMs = 0;
  const drawn = Array.from({ length: random.integer(18, 20) }, (_, client): Client => {
    arrivesMs += tens(1, 4);
    return { arrivesMs, steps: [query(client % 9 < 2 ? tens(30, 36) : tens(2, 6))] };
  });
  return { size: 2, waitMs: tens(8, 14), clients: drawn };
}

/** Bodies that throw, before and between queries, and connections that break. */
export function troubled(random: Random): Partial<Input> {
  const kinds = random.shuffle(["fine", "throws", "breaks", "throws at once", "fine", "breaks", "throws", "fine"]);
  const draw = (client: number): Step[] => {
    const fine = steps(random);
    if (kinds[client] === "throws") return [...fine, { do: "throw" }];
    if (kinds[client] === "throws at once") return [{ do: "throw" }];
    if (kinds[client] === "breaks") return [...fine, { do: "break", ms: random.integer(10, 30) }];
    return fine;
  };
  return { size: random.integer(2, 3), clients: clients(random, { count: kinds.length, gapMs: [5, 30], steps: draw }) };
}

/** One connection after the other breaks, while many wait. */
export function breaking(random: Random): Partial<Input> {
  const draw = (client: number): Step[] =>
    client % 2 === 0 ? [query(random.integer(40, 90)), { do: "break", ms: 30 }] : [query(random.integer(200, 300))];
  return { size: 2, clients: clients(random, { count: 8, gapMs: [1, 15], steps: draw }) };
}

/** Of the first attempts to connect two are refused. */
export function refusing(random: Random): Partial<Input> {
  return {
    size: 3,
    refused: random.shuffle([0, 1, 2]).slice(0, 2),
    clients: clients(random, { count: 7, gapMs: [5, 30] }),
  };
}

/** One who is cancelled early, one in the middle, one late. */
export function cancelled(random: Random): Partial<Input> {
  const drawn = clients(random, { count: 6, gapMs: [1, 15] });
  return { size: 2, clients: drawn, victims: [random.integer(0, 1), random.integer(2, 3), random.integer(4, 5)] };
}

/** The same where all moments are tens, so that patience ends when a connection is given back. */
export function cancelledInHaste(random: Random): Partial<Input> {
  const tens = (low: number, high: number) => 10 * random.integer(low, high);
  const drawn = Array.from({ length: 7 }, (_, client): Client => ({
    arrivesMs: 10 * (client + 1),
    steps: [query(tens(3, 7)), ...(random.integer(0, 1) === 0 ? [query(tens(1, 3))] : [])],
  }));
  return { size: 2, connectMs: 10, waitMs: tens(5, 9), clients: drawn, victims: [1, 3, random.integer(4, 6)] };
}
