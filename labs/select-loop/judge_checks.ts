/** What a server owes its scanners, whoever is silent, and what it owes the machine: to sleep meanwhile. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Entry, Observation, Scanner } from "./drive.ts";
import { because, type Context, nameOf, ranOf, refusedOf, traceAt } from "./judge_report.ts";

function heardOf(log: readonly Entry[], scanner: number, untilMs = Infinity): string {
  return log.map((entry) =>
    entry.did === "heard" && entry.scanner === scanner && entry.atMs <= untilMs ? entry.text : ""
  ).join("");
}

function saidOf({ says }: Scanner, untilMs = Infinity): string {
  return says.map(({ atMs, text }) => atMs <= untilMs ? text : "").join("");
}

/** Of those whose number fits, nobody has to wait for anybody. */
export function heardAtOnce(observation: Observation, context: Context): void {
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

export function inFull(observation: Observation, context: Context): void {
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

export function closesWhoLeft(observation: Observation, context: Context): void {
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

export function sleeps(observation: Observation, { input, trace }: Context): void {
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

export function readsOnlyTheReady(observation: Observation, { input }: Context): void {
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
