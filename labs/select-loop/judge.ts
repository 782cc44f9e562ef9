/** Draws depots full of scanners; judges who was heard when, what was closed, and whether the server slept meanwhile. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Ending, Entry, Input, Observation, Scanner } from "./drive.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** As C's headers have it. */
const FD_SETSIZE = 1_024;
const NS_PER_MS = 1_000_000;
const DEPOTS = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];
const WAYS = ["in", "out", "returned", "damaged"];

function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export a function serveScanners",
      happened: "it exports none",
      look: "The starter shows its signature.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuse({
      expected: "a report of what the server did",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  return observation;
}

/** How the run ended, as the end of a sentence; nothing where it ended well. */
function because(ending: Ending): string {
  switch (ending.how) {
    case "waits":
      return ending.call === "select"
        ? ""
        : `; at the end it sat in ${ending.call}, which waits for one descriptor alone`;
    case "returned":
      return "; the server had returned by the end";
    case "threw":
      return `; the server had stopped with ${ending.error}`;
    case "spins":
      return `; it was stopped after ${ending.calls} calls, and the last select had given ${ending.lastSelect}`;
  }
}

/** The last event up to a moment. */
function traceAt(atMs: number, { trace }: Context): { readonly traceAt?: number } {
  const index = trace.events.findLastIndex(({ atNs }) => atNs <= atMs * NS_PER_MS);
  return index === -1 ? {} : { traceAt: index };
}

function nameOf(scanner: number, { input }: Context): string {
  return input.scanners[scanner]?.name ?? `scanner ${scanner}`;
}

function heardOf(log: readonly Entry[], scanner: number, untilMs = Infinity): string {
  return log.map((entry) =>
    entry.did === "heard" && entry.scanner === scanner && entry.atMs <= untilMs ? entry.text : ""
  ).join("");
}

function saidOf({ says }: Scanner, untilMs = Infinity): string {
  return says.map(({ atMs, text }) => atMs <= untilMs ? text : "").join("");
}

/** Of those whose number fits, nobody has to wait for anybody. */
function heardAtOnce(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  const refused = refusedOf(log);
  const moments = context.input.scanners.flatMap(({ says }, scanner) =>
    refused.has(scanner) ? [] : says.map(({ atMs }) => ({ scanner, atMs }))
  ).sort((one, other) => one.atMs - other.atMs);
  for (const { scanner, atMs } of moments) {
    const due = saidOf(context.input.scanners[scanner]!, atMs);
    if (heardOf(log, scanner, atMs).length >= due.length) continue;
    const later = log.find((entry) => entry.did === "heard" && entry.scanner === scanner && entry.atMs > atMs);
    refuse({
      expected: `what ${nameOf(scanner, context)} said at ${atMs} ms to be heard at ${atMs} ms`,
      happened: `${later === undefined ? "it was never heard" : `it was heard at ${later.atMs} ms`}${because(ending)}`,
      look: "Whom does the server wait for at that moment, and who may speak meanwhile?",
      ...traceAt(atMs, context),
    });
  }
}

function inFull(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  context.input.scanners.forEach((scanner, index) => {
    const [said, heard] = [saidOf(scanner), heardOf(log, index)];
    if (said === heard) return;
    refuse({
      expected: `all ${said.length} bytes of ${scanner.name}, in order`,
      happened: `${heard.length} bytes were handed on${
        said.startsWith(heard) ? "" : ", and not the ones that were sent"
      }${because(ending)}`,
      look: "`read` says how many bytes it put into the buffer. What else is in there?",
    });
  });
}

function closesWhoLeft(observation: Observation, context: Context): void {
  const { log, ending, badCloses } = ranOf(observation);
  context.input.scanners.forEach(({ name, hangsUpMs }, scanner) => {
    const closed = log.filter((entry) => entry.did === "closed" && entry.scanner === scanner);
    if (closed.length > 0 && closed[0]!.atMs < (hangsUpMs ?? Infinity)) {
      refuse({
        expected: `${name} to stay connected: it had not hung up`,
        happened: `the server closed it at ${closed[0]!.atMs} ms`,
        look: "Only a read of 0 bytes says that nothing will come any more.",
        ...traceAt(closed[0]!.atMs, context),
      });
    }
    if (hangsUpMs === null || closed.length === 1 && closed[0]!.atMs === hangsUpMs) return;
    refuse({
      expected: `${name}, which hung up at ${hangsUpMs} ms, to be closed then`,
      happened: `${closed.length === 0 ? "it was not closed" : `it was closed at ${closed[0]!.atMs} ms`}${
        because(ending)
      }`,
      look: "A descriptor at its end is ready to read for ever: `read` returns 0 at once, as often as you like.",
      ...traceAt(hangsUpMs, context),
    });
  });
  if (badCloses === 0) return;
  refuse({
    expected: "each descriptor to be closed once",
    happened: `close said EBADF ${badCloses} times: nothing was open under that number any more`,
    look: "A number that was closed can be somebody else's by the second time: the next connection gets it.",
  });
}

function sleeps(observation: Observation, { input, trace }: Context): void {
  const { ending, selects, others } = ranOf(observation);
  const other = others[0] ?? (ending.how === "waits" && ending.call !== "select" ? ending.call : undefined);
  const end = trace.events.length === 0 ? {} : { traceAt: trace.events.length - 1 };
  if (other !== undefined) {
    refuse({
      expected: "the server to wait in select, for everybody at once",
      happened: `it waited in ${other}`,
      look: "A call that waits for one descriptor is deaf to all others.",
      ...end,
    });
  }
  if (ending.how === "spins") {
    refuse({
      expected: "select to sleep until somebody has something to say",
      happened: `the server was stopped after ${ending.calls} calls; the last select had given ${ending.lastSelect}`,
      look: ending.lastSelect === "EBADF"
        ? "EBADF says that a descriptor in a set is not open. select names none, and answers for none of the others."
        : "select returns at once while anything in its sets is ready. What is, and what would make it not ready?",
      ...end,
    });
  }
  if (ending.how !== "waits") {
    refuse({
      expected: "the server to go on for ever",
      happened: ending.how === "returned" ? "it returned" : `it stopped with ${ending.error}`,
      look: "Which call gave something that the code did not expect?",
      ...end,
    });
  }
  const events = input.scanners.reduce((sum, { says }) => sum + 2 + says.length, 0);
  const most = 3 * events + 60;
  if (selects <= most) return;
  refuse({
    expected: `no more than ${most} calls of select for ${events} things that happened`,
    happened: `there were ${selects}`,
    look: "When does select come back without anything to do?",
  });
}

function readsOnlyTheReady(observation: Observation, { input }: Context): void {
  const { vainReads, ending, log } = ranOf(observation);
  const things = input.scanners.reduce((sum, { says }) => sum + 1 + says.length, 0);
  if (ending.how === "waits" && ending.call === "read") {
    refuse({
      expected: "a read only where select said that there is something to read",
      happened: `the server sat in read, for a scanner that was silent${
        log.length === 0 ? "" : ", while others spoke"
      }`,
      look: "select hands back those of your descriptors that are ready. The others would make you wait.",
    });
  }
  if (vainReads <= 2 * things) return;
  refuse({
    expected: "a read only where select said that there is something to read",
    happened: `${vainReads} reads found nothing, for ${things} things that happened`,
    look: "select hands back those of your descriptors that are ready. Each other read is a system call for nothing.",
  });
}

/** Those that were accepted under a number that has no bit. */
function refusedOf(log: readonly Entry[]): ReadonlySet<number> {
  return new Set(log.flatMap((entry) => entry.did === "accepted" && entry.fd >= FD_SETSIZE ? [entry.scanner] : []));
}

function turnsAwayBeyondTheSet(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  context.input.scanners.forEach(({ name, connectsMs }, scanner) => {
    const accepted = log.find((entry) => entry.did === "accepted" && entry.scanner === scanner);
    if (accepted?.did === "accepted" && accepted.fd < FD_SETSIZE) return;
    const at = traceAt(connectsMs, context);
    if (accepted?.did !== "accepted") {
      refuse({
        expected: `${name} to be accepted at ${connectsMs} ms, whether or not it can be served`,
        happened: `it was not${because(ending)}`,
        look: "Who waits to be accepted does not know it. And select goes on saying that the listener is ready.",
        ...at,
      });
    }
    const closed = log.find((entry) => entry.did === "closed" && entry.scanner === scanner);
    if (closed?.atMs === connectsMs) return;
    refuse({
      expected: `${name}, accepted as descriptor ${accepted.fd}, to be closed at once`,
      happened: `it was ${closed === undefined ? "kept" : "closed later"}${because(ending)}`,
      look: `Sets have bits for the numbers 0 to ${
        FD_SETSIZE - 1
      }. In C, one more would be a bit in other people's memory.`,
      ...at,
    });
  });
  servesWhoFits(observation, context);
}

function servesWhoFits(observation: Observation, context: Context): void {
  const { log } = ranOf(observation);
  for (const entry of log) {
    if (entry.did !== "closed" || refusedOf(log).has(entry.scanner)) continue;
    const scanner = context.input.scanners[entry.scanner]!;
    if (scanner.hangsUpMs !== null && entry.atMs >= scanner.hangsUpMs) continue;
    const accepted = log.find((other) => other.did === "accepted" && other.scanner === entry.scanner);
    refuse({
      expected: `${scanner.name} to be served: its number is ${accepted?.did === "accepted" ? accepted.fd : "low"}`,
      happened: `it was closed at ${entry.atMs} ms`,
      look: "How many are connected does not matter, nor how many there have been: look at the number.",
      ...traceAt(entry.atMs, context),
    });
  }
  heardAtOnce(observation, context);
}

// ---- what happens ---------------------------------------------------------------------------------------------------

function scan(random: Random): string {
  return `P-${random.integer(1_000, 9_999)} ${random.pick(WAYS)}\n`;
}

function nameFor(index: number): string {
  return `${DEPOTS[index % DEPOTS.length]} ${Math.floor(index / DEPOTS.length) + 1}`;
}

/** Some scanners that come and go. The first one says nothing for long, one hangs up with its last word, one says much. */
function depot(random: Random): Input {
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
function crowd(random: Random): Input {
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
function fullHouse(random: Random): Input {
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

/** The one that comes when a number below the limit is free again. */
function servesTheLast(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  const last = context.input.scanners.length - 1;
  const { name, connectsMs } = context.input.scanners[last]!;
  const accepted = log.find((entry) => entry.did === "accepted" && entry.scanner === last);
  if (accepted?.did === "accepted" && accepted.atMs === connectsMs && accepted.fd < FD_SETSIZE) {
    return servesWhoFits(observation, context);
  }
  refuse({
    expected: `${name}, which came when others had left, to be accepted and served`,
    happened: accepted?.did === "accepted"
      ? `it was accepted at ${accepted.atMs} ms, as descriptor ${accepted.fd}: what was closed?`
      : `it was not accepted${because(ending)}`,
    look: "The kernel hands out the lowest number that is free. Is the one of a scanner that left?",
    ...traceAt(connectsMs, context),
  });
}

function runs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  runs(depot, [
    { name: "every scan is heard at the moment it is sent, whoever is silent", check: heardAtOnce },
    { name: "all that a scanner sends arrives, in order and nothing else", check: inFull },
    { name: "a scanner that hangs up is closed, and no other", check: closesWhoLeft },
    { name: "the server sleeps in select while nobody has anything to say", check: sleeps },
  ]),
  runs(crowd, [
    { name: "with 100 connected, each scan is heard at the moment it is sent", check: heardAtOnce },
    { name: "with 100 connected, those who are silent cost no read", check: readsOnlyTheReady },
    { name: "with 100 connected, the server sleeps in select too", check: sleeps },
  ]),
  runs(fullHouse, [
    {
      name: "a connection whose number has no bit in the set is closed at once, and the others are served",
      check: turnsAwayBeyondTheSet,
    },
    { name: "when a number is free again, the next scanner is served under it", check: servesTheLast },
  ]),
]);
