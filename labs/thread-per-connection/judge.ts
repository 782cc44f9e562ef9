/** Draws days of scanners; judges by what the scanners saw, and by the threads that the model counted. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation, Scan, Scanner } from "./drive.ts";

type Context = CheckContext<Input>;

const PLENTY = 1_000;
/** A scanner looks every millisecond, so an answer that came at once is seen after one. */
const AT_ONCE_MS = 1;
/** The first two pages of a stack are touched before its thread does anything; a buffer of 4,096 bytes takes a third. */
const PAGE_BYTES = 4_096;
const [LEAST_PAGES, MOST_PAGES] = [3, 5];
/** To sleep in `read` twice a scan: once for the scan, and once because the taking of the answer wakes the thread for nothing. */
const SWITCHES_A_SCAN = 2;
const SWITCHES_A_CONNECTION = 4;

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

/** Refuses what the drive never reports, and a server that broke down. */
function checkRun(observation: Observation): void {
  if (observation?.exported === false) {
    refuse({
      expected: "the file to export a generator function serve",
      happened: "it exports none",
      look: "The starter shows its signature.",
    });
  }
  const { scanners, switches, mostThreads, sleeping } = observation ?? {};
  if (![scanners, sleeping].every(Array.isArray) || ![switches, mostThreads].every(Number.isInteger)) {
    refuse({
      expected: "a report of the day",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  const { error, spun, endedAt } = observation;
  if (spun) {
    refuse({
      expected: "threads that sleep until there is something to do",
      happened: "the server made thousands of calls, and hardly any time passed",
      look: "A call that returns at once, with EAGAIN say, is not a place to wait. Which call is?",
      traceAt: endedAt,
    });
  }
  if (error === null) return;
  refuse({
    expected: "the server to serve on, whatever a scanner does",
    happened: `it ended with ${error}`,
    look: "An error that a thread throws ends the whole process, with everybody in it.",
    traceAt: endedAt,
  });
}

/** Everybody among `which` was answered at once, to the last byte. */
function checkAnswers(observation: Observation, { input }: Context, which: (scanner: Scanner) => boolean): void {
  checkRun(observation);
  observation.scanners.forEach((seen, index) => {
    const scanner = input.scanners[index]!;
    if (!which(scanner)) return;
    const name = `scanner ${index + 1}`;
    if (seen.wrong) {
      refuse({
        expected: `${name} to get back what it sent`,
        happened: `after ${seen.right} right bytes it got others`,
        look:
          "Threads share all memory but their stacks. Who else writes into the buffer while this thread sleeps in `write`? And are as many bytes sent back as came?",
        traceAt: seen.connectedAt,
      });
    }
    if (seen.closedMs !== null) {
      refuse({
        expected: `${name} to be served until it left, at ${scanner.leavesMs} ms`,
        happened: `its connection was closed at ${seen.closedMs} ms`,
        look:
          "Who closes a connection, and when? A descriptor belongs to the whole process: closed by one thread, it is closed for all.",
        traceAt: seen.connectedAt,
      });
    }
    if (seen.longestMs !== null && seen.longestMs <= AT_ONCE_MS) return;
    if (seen.longestMs !== null && scanner.readsFromMs > 0) return;
    refuse({
      expected: `${name} to be answered within ${AT_ONCE_MS} ms`,
      happened: seen.longestMs === null
        ? `it sent ${seen.sent} bytes, and had ${seen.right} back when it left`
        : `it waited ${seen.longestMs} ms`,
      look:
        "Find in the timeline which thread should have read it. What does it wait for, or who has it been waiting behind?" +
        (seen.right === 0
          ? " And does every call that may sleep have its `yield*`? Without it, nothing is called."
          : ""),
      traceAt: seen.connectedAt,
    });
  });
}

function answersAll(observation: Observation, context: Context): void {
  checkAnswers(observation, context, () => true);
}

/** How many are connected at the fullest moment. */
function mostAtOnce(scanners: readonly Scanner[]): number {
  return Math.max(
    ...scanners.map(({ connectsMs }) =>
      scanners.filter((other) => other.connectsMs <= connectsMs && other.leavesMs > connectsMs).length
    ),
  );
}

function threadForEach(observation: Observation, context: Context): void {
  answersAll(observation, context);
  const { mostThreads, endedAt } = observation;
  const connections = mostAtOnce(context.input.scanners);
  if (mostThreads === connections + 1) return;
  refuse({
    expected: `${connections + 1} threads when ${connections} scanners are connected`,
    happened: `there were ${mostThreads}`,
    look: mostThreads > connections + 1
      ? "What is a thread made for: for a connection, or for something that happens on it? And does it end when its scanner leaves?"
      : "One for each connection, and one that accepts: the stacks of these are what this lab counts.",
    traceAt: endedAt,
  });
}

function endsWithItsScanner(observation: Observation, context: Context): void {
  answersAll(observation, context);
  const { sleeping, unclosed, endedAt } = observation;
  if (sleeping.length > 0) {
    refuse({
      expected: "no thread to be left when the last scanner has left",
      happened: `${sleeping.length} sleep${sleeping.length === 1 ? "s" : ""} for ever, in ${sleeping[0]}`,
      look:
        "`read` returns 0 when the peer has left: there will never be more. And `accept4` returns an error when nobody can connect.",
      traceAt: endedAt,
    });
  }
  if (unclosed === 0) return;
  refuse({
    expected: "each connection to be closed by the server, too",
    happened: `${unclosed} never were`,
    look:
      "A descriptor is open until it is closed, also when the thread that used it has ended. A process has 1,024 of them.",
    traceAt: endedAt,
  });
}

function returns(observation: Observation): void {
  checkRun(observation);
  if (observation.returned === true) return;
  refuse({
    expected: "serve to return when nobody can connect any more",
    happened: "it never did",
    look: "What does `accept4` return then, and what does the loop make of it?",
    traceAt: observation.endedAt,
  });
}

function oneBuffer(observation: Observation, context: Context): void {
  const overflow = observation?.error?.includes("stack overflow") === true;
  if (!overflow) answersAll(observation, context);
  const { stackBytes, endedAt } = observation;
  const [smallest, largest] = (stackBytes ?? [0, 0]).map((bytes) => bytes / PAGE_BYTES) as [number, number];
  if (overflow || largest > MOST_PAGES) {
    refuse({
      expected: `a stack of ${LEAST_PAGES} pages, one of them for the buffer, however much a scanner says`,
      happened: overflow ? "a stack overflowed" : `one had ${largest} pages touched`,
      look: "An array on the stack lives until its function returns. How often is it made?",
      traceAt: endedAt,
    });
  }
  if (smallest >= LEAST_PAGES) return;
  refuse({
    expected: "each thread to have its buffer on its own stack",
    happened: stackBytes === null
      ? "no thread was made"
      : `the stack of one had ${smallest} pages touched: no buffer is in there`,
    look: "The body of a thread is given the thread: `thread.stack.array(4_096)`.",
    traceAt: endedAt,
  });
}

function fewSwitches(observation: Observation, context: Context): void {
  answersAll(observation, context);
  const { switches, scans, endedAt } = observation;
  const most = SWITCHES_A_SCAN * scans + SWITCHES_A_CONNECTION * context.input.scanners.length;
  if (switches <= most) return;
  refuse({
    expected: `at most ${most} context switches for ${scans} scans`,
    happened: `there were ${switches}`,
    look: "Each of them is a thread that woke up. What wakes yours while its scanner is silent?",
    traceAt: endedAt,
  });
}

/** One that reads none of its answers for long. */
const isSlow = ({ readsFromMs, leavesMs }: Scanner) => readsFromMs > 0 && readsFromMs < leavesMs;
/** One that leaves without having read them. */
const breaksOff = ({ readsFromMs, leavesMs }: Scanner) => readsFromMs >= leavesMs;

function slowOneAlone(observation: Observation, context: Context): void {
  checkAnswers(observation, context, (scanner) => !isSlow(scanner));
  checkAnswers(observation, context, isSlow);
}

function breaksOffAlone(observation: Observation, context: Context): void {
  checkAnswers(observation, context, (scanner) => !breaksOff(scanner));
  const { sleeping, unclosed, endedAt } = observation;
  if (sleeping.length === 0 && unclosed === 0) return;
  refuse({
    expected: "the thread of a scanner that broke off to close its connection and end",
    happened: sleeping.length > 0 ? `a thread sleeps for ever, in ${sleeping[0]}` : "a connection was never closed",
    look: "`read` returns the name of an error then. What does your loop take it for?",
    traceAt: endedAt,
  });
}

/** Those for whom there was a thread, and those for whom there was none. */
function checkLimit(observation: Observation, { input }: Context, { late }: { readonly late: boolean }): void {
  checkRun(observation);
  const threads = input.maxThreads - 1;
  const firstLateMs = Math.max(...input.scanners.map(({ connectsMs }) => connectsMs));
  observation.scanners.forEach((seen, index) => {
    const scanner = input.scanners[index]!;
    if (scanner.connectsMs === firstLateMs !== late) return;
    const served = index < threads || late;
    if (served && seen.closedMs === null && seen.longestMs !== null && seen.longestMs <= AT_ONCE_MS && !seen.wrong) {
      return;
    }
    if (!served && seen.closedMs !== null && seen.closedMs <= scanner.connectsMs + AT_ONCE_MS) return;
    const name = `scanner ${index + 1}`;
    if (served) {
      refuse({
        expected: late
          ? `${name} to be served: before it came, another had left, and its thread had ended`
          : `${name} to be served on: it has a thread`,
        happened: seen.closedMs !== null ? `its connection was closed at ${seen.closedMs} ms` : "it was not answered",
        look: late
          ? "Being refused once is not the end: who accepts after that?"
          : "What happens to the others when `spawn` returns EAGAIN?",
        traceAt: seen.connectedAt,
      });
    }
    refuse({
      expected: `the connection of ${name} to be closed at once: there is no thread for it`,
      happened: seen.closedMs === null ? "it was left open, and never read" : `it was closed at ${seen.closedMs} ms`,
      look: "`spawn` returns a thread or the name of an error. What becomes of the connection in the second case?",
      traceAt: seen.connectedAt,
    });
  });
}

function days(
  draw: (random: Random) => Scanner[],
  tests: LabTest<Input, Observation>[],
  maxThreads: (scanners: number) => number = () => PLENTY,
): Scenario {
  return scenario<Input, Observation>({
    input(random) {
      const scanners = draw(random);
      return { scanners, maxThreads: maxThreads(scanners.length) };
    },
    tests,
  });
}

/** The first one has nothing to say for long. */
function silentFirst(random: Random): Scanner[] {
  const others = Array.from(
    { length: random.integer(2, 4) },
    (_, index) => scanner(3 + index, 300, scansBetween(random, random.integer(2, 4), [10, 200])),
  );
  return [scanner(1, 320, [{ atMs: 250, bytes: random.integer(1, 4_096) }]), ...others];
}

/** Many, who come and leave one after the other. */
function manyScanners(random: Random): Scanner[] {
  return Array.from({ length: random.integer(8, 12) }, (_, index) => {
    const connectsMs = 1 + 6 * index + random.integer(0, 3);
    // Never in the millisecond in which another one comes: then both would be connected for a moment, or not.
    const leavesMs = 6 * (index + random.integer(10, 16)) + 5;
    return scanner(connectsMs, leavesMs, scansBetween(random, random.integer(3, 5), [connectsMs + 2, leavesMs - 3]));
  });
}

/** Two, one of which talks more than a stack has room for when every scan gets an array of its own. */
function talkative(random: Random): Scanner[] {
  const count = random.integer(16, 24);
  return [
    scanner(1, 700, scansBetween(random, count, [5, 650])),
    scanner(2, 700, scansBetween(random, 3, [5, 650])),
  ];
}

/** One that sends much and reads late, among others. */
function slowReader(random: Random): Scanner[] {
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
function breakers(random: Random): Scanner[] {
  return Array.from({ length: 8 }, (_, index): Scanner => {
    const whole = scanner(1 + index, 200 + index, scansBetween(random, 4, [20, 180]));
    if (index % 3 !== 1) return whole;
    const leavesMs = random.integer(60, 160);
    return { ...whole, scans: whole.scans.filter(({ atMs }) => atMs < leavesMs), readsFromMs: 1_000, leavesMs };
  });
}

/** Three more than there are threads for; one leaves, and one comes. */
function tooMany(random: Random): Scanner[] {
  const early = random.integer(5, 7);
  const scanners = Array.from(
    { length: early },
    (_, index) => scanner(1 + index, 400, scansBetween(random, 4, [30, 350])),
  );
  const leaver = random.integer(0, early - 4);
  scanners[leaver] = scanner(1 + leaver, 150, scansBetween(random, 3, [30, 140]));
  return [...scanners, scanner(200, 400, scansBetween(random, 4, [210, 350]))];
}

export const judge = defineJudge([
  days(silentFirst, [
    { name: "a scanner is answered while the others are silent", check: answersAll },
    { name: "serve returns when nobody can connect any more", check: returns },
  ]),
  days(manyScanners, [
    { name: "there is one thread for each connection, and one that accepts", check: threadForEach },
    { name: "when a scanner leaves, its connection is closed and its thread ends", check: endsWithItsScanner },
    { name: "threads sleep until there is something to do", check: fewSwitches },
  ]),
  days(talkative, [
    { name: "a thread has one buffer on its own stack, however much its scanner says", check: oneBuffer },
  ]),
  days(slowReader, [
    { name: "a scanner that reads late holds up nobody, and gets its own bytes", check: slowOneAlone },
  ]),
  days(breakers, [
    { name: "a scanner that breaks off ends its own thread, and no other", check: breaksOffAlone },
  ]),
  days(tooMany, [
    {
      name: "a connection for which there is no thread is closed at once",
      check: (observation, context) => checkLimit(observation, context, { late: false }),
    },
    {
      name: "when a thread has ended, there is room for the next connection",
      check: (observation, context) => checkLimit(observation, context, { late: true }),
    },
  ], (scanners) => scanners - 1 - 3 + 1),
]);
