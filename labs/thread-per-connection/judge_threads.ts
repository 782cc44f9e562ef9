/** What the server spends on its scanners: threads, their stacks, their switches, and what is left of them afterwards. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Observation, Scanner } from "./drive.ts";
import { answersAll, AT_ONCE_MS, checkAnswers, checkRun, type Context } from "./judge_answers.ts";

/** The first two pages of a stack are touched before its thread does anything; a buffer of 4,096 bytes takes a third. */
const PAGE_BYTES = 4_096;
const [LEAST_PAGES, MOST_PAGES] = [3, 5];
/** To sleep in `read` twice a scan: once for the scan, and once because the taking of the answer wakes the thread for nothing. */
const SWITCHES_A_SCAN = 2;
const SWITCHES_A_CONNECTION = 4;

/** How many are connected at the fullest moment. */
function mostAtOnce(scanners: readonly Scanner[]): number {
  return Math.max(
    ...scanners.map(({ connectsMs }) =>
      scanners.filter((other) => other.connectsMs <= connectsMs && other.leavesMs > connectsMs).length
    ),
  );
}

export function threadForEach(observation: Observation, context: Context): void {
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

export function endsWithItsScanner(observation: Observation, context: Context): void {
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

export function returns(observation: Observation): void {
  checkRun(observation);
  if (observation.returned === true) return;
  refuse({
    expected: "serve to return when nobody can connect any more",
    happened: "it never did",
    look: "What does `accept4` return then, and what does the loop make of it?",
    traceAt: observation.endedAt,
  });
}

export function oneBuffer(observation: Observation, context: Context): void {
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

export function fewSwitches(observation: Observation, context: Context): void {
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

/** One that leaves without having read them. */
const breaksOff = ({ readsFromMs, leavesMs }: Scanner) => readsFromMs >= leavesMs;

export function breaksOffAlone(observation: Observation, context: Context): void {
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
export function checkLimit(observation: Observation, { input }: Context, { late }: { readonly late: boolean }): void {
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
