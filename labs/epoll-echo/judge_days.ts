/** What scanners do on a day, drawn at random. */
import type { Random } from "../_runner/lab.ts";
import type { Input, Step } from "./drive.ts";

/** A day: its steps, and how crowded it is. */
export type Drawn = Pick<Input, "steps" | "crowd">;

/** Steps of one scanner, to be mixed with those of others. */
function step(scanner: number, act: Step["act"], bytes = 0): Step {
  return { scanner, act, bytes };
}

/** Takes from the lists in turn, at random, each list in its own order. */
function mixed(random: Random, lists: readonly (readonly Step[])[]): Step[] {
  const turns = random.shuffle(lists.flatMap((list, index) => list.map(() => index)));
  const next = lists.map(() => 0);
  return turns.map((list) => lists[list]![next[list]!++]!);
}

function records(random: Random, scanner: number, count: number): Step[] {
  return [
    step(scanner, "connect"),
    ...Array.from({ length: count }, () => [
      step(scanner, "send", random.integer(1, 900)),
      step(scanner, "check"),
    ]).flat(),
  ];
}

/** A few scanners, a record at a time. */
export function drawRecords(random: Random): Drawn {
  const scanners = random.integer(4, 7);
  const lists = Array.from({ length: scanners }, (_, scanner) => records(random, scanner, random.integer(2, 4)));
  return { steps: mixed(random, lists), crowd: random.integer(0, 3) };
}

/** A night's worth of records at once. A rest waits for its scanner while another sends more than fits in any small buffer. */
export function drawBurst(random: Random): Drawn {
  const reads = Array.from({ length: 4 }, () => step(0, "read", random.integer(5_000, 60_000)));
  return {
    steps: [
      step(0, "connect"),
      step(0, "send", random.integer(230_000, 300_000)),
      step(1, "connect"),
      step(1, "send", random.integer(60_000, 90_000)),
      step(1, "check"),
      ...mixed(random, [[...reads, step(0, "check"), step(0, "send", 300), step(0, "check")], records(random, 2, 3)]),
    ],
    crowd: 0,
  };
}

/** One scanner sends and does not read; the others come after it. */
export function drawSlow(random: Random): Drawn {
  return {
    steps: [
      step(0, "connect"),
      step(0, "send", random.integer(260_000, 350_000)),
      step(0, "read", random.integer(1, 3_000)),
      ...mixed(random, [records(random, 1, 3), records(random, 2, 3), records(random, 3, 2)]),
      step(0, "check"),
    ],
    crowd: 0,
  };
}

/** Scanners say that they are done, with much, little or nothing under way. */
export function drawFinish(random: Random): Drawn {
  const bytes = random.shuffle([random.integer(230_000, 300_000), random.integer(20_000, 40_000), 250, 0]);
  const lists = bytes.map((count, scanner) => [
    step(scanner, "connect"),
    ...(count === 0 ? [] : [step(scanner, "send", count)]),
    step(scanner, "finish"),
    step(scanner, "check"),
  ]);
  return { steps: mixed(random, lists), crowd: random.integer(0, 1) };
}

/** Some scanners vanish: with a burst under way, with a record unread, without a word. */
export function drawVanish(random: Random): Drawn {
  const vanishing = [
    [step(0, "connect"), step(0, "send", random.integer(260_000, 320_000)), step(0, "vanish")],
    [step(1, "connect"), step(1, "send", random.integer(1, 900)), step(1, "read", 0), step(1, "vanish")],
    [step(2, "connect"), step(2, "vanish")],
  ];
  const steps = mixed(random, [...vanishing, records(random, 3, 3), records(random, 4, 3)]);
  return { steps: [...steps, step(3, "send", 50), step(3, "check")], crowd: 0 };
}
