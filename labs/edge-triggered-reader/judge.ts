/** Draws depots and what they send; judges what was taken when, whom it made wait, and whether the reader slept meanwhile. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Depot, Ending, Entry, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** As the task says. */
const TURN_BYTES = 65_536;
const NS_PER_MS = 1_000_000;
const NAMES = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];

function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export a function readDepots",
      happened: "it exports none",
      look: "The starter shows its signature.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuse({
      expected: "a report of what the reader did",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  return observation;
}

/** How the run ended, as the end of a sentence; nothing where it ended well. */
function because(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "";
    case "waits":
      return `; at the end the reader slept in ${ending.call}, with nothing that could wake it`;
    case "threw":
      return `; the reader had stopped with ${ending.error}`;
    case "spins":
      return `; the reader was stopped after ${ending.calls} calls`;
  }
}

function traceAt(atMs: number, { trace }: Context): { readonly traceAt?: number } {
  const index = trace.events.findLastIndex(({ atNs }) => atNs <= atMs * NS_PER_MS);
  return index === -1 ? {} : { traceAt: index };
}

function nameOf(depot: number, { input }: Context): string {
  return input.depots[depot]?.name ?? `depot ${depot}`;
}

/** Bytes of a depot that arrived, or were taken, up to a moment. */
function sumOf(log: readonly Entry[], did: "arrived" | "taken", depot: number, untilMs = Infinity): number {
  return log.reduce(
    (sum, entry) => entry.did === did && entry.depot === depot && entry.atMs <= untilMs ? sum + entry.bytes : sum,
    0,
  );
}

function takenAtOnce(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  for (const entry of log) {
    if (entry.did !== "arrived") continue;
    const { depot, atMs } = entry;
    const missing = sumOf(log, "arrived", depot, atMs) - sumOf(log, "taken", depot, atMs);
    if (missing <= 0) continue;
    const later = log.find((other) => other.did === "taken" && other.depot === depot && other.atMs > atMs);
    refuse({
      expected: `all that ${nameOf(depot, context)} had sent by ${atMs} ms to be handed on then`,
      happened: `${missing} bytes lay in its socket${
        later === undefined ? " and were never taken" : ` until ${later.atMs} ms`
      }${because(ending)}`,
      look:
        "An edge says that something came, once. It will not come back because of what you leave. When do you know that nothing is left?",
      ...traceAt(atMs, context),
    });
  }
  context.input.depots.forEach(({ name, sends }, depot) => {
    const [sent, taken] = [sends.reduce((sum, { bytes }) => sum + bytes, 0), sumOf(log, "taken", depot)];
    if (sent === taken) return;
    refuse({
      expected: `all ${sent} bytes of ${name}`,
      happened: `${taken} were handed on${because(ending)}`,
      look: "What may a depot still do after a read that returned EAGAIN?",
    });
  });
}

function inOrder(observation: Observation, context: Context): void {
  const { mixedUp } = ranOf(observation);
  if (mixedUp === null) return;
  refuse({
    expected: `the bytes of ${nameOf(mixedUp, context)} to be handed on as they were sent`,
    happened: "what was handed on is something else",
    look: "`read` says how many bytes it put into the buffer. The rest of the buffer is from another time.",
  });
}

function closesWhoLeft(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  context.input.depots.forEach(({ name, hangsUpAtOnce }, depot) => {
    const left = log.find((entry) => entry.did === "hung up" && entry.depot === depot);
    const closed = log.find((entry) => entry.did === "closed" && entry.depot === depot);
    if (closed !== undefined && (left === undefined || log.indexOf(closed) < log.indexOf(left))) {
      refuse({
        expected: `${name} to stay open: it had not hung up`,
        happened: `it was closed at ${closed.atMs} ms`,
        look: "EAGAIN says that there is nothing now. Only a read of 0 bytes says that nothing will come any more.",
        ...traceAt(closed.atMs, context),
      });
    }
    if (left === undefined || closed?.atMs === left.atMs) return;
    refuse({
      expected: `${name}, which hung up at ${left.atMs} ms${
        hangsUpAtOnce ? " with its last byte" : ""
      }, to be closed then`,
      happened: `it was ${closed === undefined ? "never closed" : `closed at ${closed.atMs} ms`}${because(ending)}`,
      look: sumOf(log, "arrived", depot) > sumOf(log, "taken", depot)
        ? "The end stands behind the bytes: `read` returns 0 when all of them are taken, and not before."
        : "Bytes and the end can come in one event. A short read has taken the bytes; who has seen the end?",
      ...traceAt(left.atMs, context),
    });
  });
}

function sleepsAndReturns(observation: Observation, context: Context): void {
  const { ending, log, vainLooks } = ranOf(observation);
  const end = context.trace.events.length === 0 ? {} : { traceAt: context.trace.events.length - 1 };
  switch (ending.how) {
    case "spins":
      return refuse({
        expected: "the reader to sleep in epoll_wait while nothing is left to read",
        happened: `it was stopped after ${ending.calls} calls, none of which slept`,
        look: "With a limit of 0 epoll_wait returns at once, always. When is that what you want?",
        ...end,
      });
    case "threw":
      return refuse({
        expected: "the reader to return",
        happened: `it stopped with ${ending.error}`,
        look: "Which call gave something that the code did not expect?",
        ...end,
      });
    case "waits":
      return refuse({
        expected: "readDepots to return when the last depot has hung up",
        happened: `it slept in ${ending.call}, with nothing that could wake it${pendingWords(log, context)}`,
        look: "Who is still open for your code at that moment, and which event would tell it more?",
        ...end,
      });
    case "returned": {
      const missing = context.input.depots.findIndex((_, depot) =>
        !log.some((entry) => entry.did === "hung up" && entry.depot === depot)
      );
      if (missing !== -1) {
        refuse({
          expected: "readDepots to go on until the last depot has hung up",
          happened: `it returned before ${nameOf(missing, context)} had`,
          look: "What ends the loop?",
        });
      }
      const bytes = context.input.depots.flatMap(({ sends }) => sends).reduce((sum, { bytes }) => sum + bytes, 0);
      const most = Math.ceil(bytes / 512) + 30;
      if (vainLooks <= most) return;
      return refuse({
        expected: "the reader to sleep in epoll_wait while nothing is left to read",
        happened: `${vainLooks} calls of epoll_wait brought nothing, for ${bytes} bytes in all`,
        look: "Which limit do you give epoll_wait, and what is it for?",
      });
    }
  }
}

function pendingWords(log: readonly Entry[], { input }: Context): string {
  const depot = input.depots.findIndex((_, depot) => sumOf(log, "arrived", depot) > sumOf(log, "taken", depot));
  if (depot === -1) return "";
  const bytes = sumOf(log, "arrived", depot) - sumOf(log, "taken", depot);
  return `, while ${bytes} bytes of ${input.depots[depot]!.name} lay in its socket`;
}

function edgeTriggered(observation: Observation, context: Context): void {
  const { levelTriggered } = ranOf(observation);
  if (levelTriggered.length === 0) return;
  refuse({
    expected: "every depot to be registered with EPOLLET",
    happened: `${nameOf(levelTriggered[0]!, context)} was registered without it`,
    look:
      "Without it the loss is cured too: level-triggered, epoll asks again. This lab is about reading without that.",
  });
}

/** Who has bytes to take waits for two turns of each other depot at most: the rest of one, and one before the next look. */
function takeTurns(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  const pending = context.input.depots.map(() => 0);
  /** For each depot: what was taken of each other since it was served, or since it has had something to say. */
  const passed = context.input.depots.map(() => new Map<number, number>());
  for (const entry of log) {
    if (entry.did === "arrived") {
      if (pending[entry.depot] === 0) passed[entry.depot]!.clear();
      pending[entry.depot]! += entry.bytes;
    }
    if (entry.did !== "taken") continue;
    pending[entry.depot]! -= entry.bytes;
    passed[entry.depot]!.clear();
    pending.forEach((bytes, depot) => {
      if (bytes === 0 || depot === entry.depot) return;
      const taken = (passed[depot]!.get(entry.depot) ?? 0) + entry.bytes;
      passed[depot]!.set(entry.depot, taken);
      if (taken <= 2 * TURN_BYTES) return;
      refuse({
        expected: `no depot to get more than two turns of ${TURN_BYTES} bytes while another has something to say`,
        happened: `${bytes} bytes of ${nameOf(depot, context)} had to wait while ${taken} bytes of ${
          nameOf(entry.depot, context)
        } were taken${because(ending)}`,
        look:
          "A depot that never pauses has no EAGAIN for you. Who remembers that it is not drained yet, and when do you look who else is ready?",
        ...traceAt(entry.atMs, context),
      });
    });
  }
}

// ---- what happens ---------------------------------------------------------------------------------------------------

/** Some depots whose messages are of all sizes; one hangs up with its last byte, one sends exactly what a page holds. */
function quiet(random: Random): Input {
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
function large(random: Random): Input {
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
function pauseless(random: Random, count: number): Input {
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

function runs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  runs(quiet, [
    { name: "every message is handed on in full at the moment it arrives", check: takenAtOnce },
    { name: "each depot's bytes are handed on in order", check: inOrder },
    { name: "a depot that hangs up is closed at once, and no other", check: closesWhoLeft },
    {
      name: "the reader sleeps while nothing is left to read, and returns with the last depot",
      check: sleepsAndReturns,
    },
    { name: "the depots are registered edge-triggered", check: edgeTriggered },
  ]),
  runs(large, [
    { name: "what a whole night brings at once is handed on in full too", check: takenAtOnce },
    { name: "of three that have much to say, each gets its turns", check: takeTurns },
  ]),
  runs((random) => pauseless(random, 1), [
    { name: "a depot that never pauses does not hold up the others", check: takeTurns },
    { name: "nothing is lost while one never pauses", check: takenAtOnce },
    { name: "after one that never paused, the reader returns too", check: sleepsAndReturns },
  ]),
  runs((random) => pauseless(random, 2), [
    { name: "two depots that never pause take turns, and hold up nobody", check: takeTurns },
    { name: "each depot's bytes are handed on in order, while two never pause", check: inOrder },
    { name: "those that never paused are closed when they hang up", check: closesWhoLeft },
  ]),
]);
