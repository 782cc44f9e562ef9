/** What a scanner is owed: an answer at once, byte for byte, until it leaves, whatever the others do. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Input, Observation, Scanner } from "./drive.ts";

export type Context = CheckContext<Input>;

/** A scanner looks every millisecond, so an answer that came at once is seen after one. */
export const AT_ONCE_MS = 1;

/** Refuses what the drive never reports, and a server that broke down. */
export function checkRun(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a generator function serve");
  }
  const { scanners, switches, mostThreads, sleeping } = observation ?? {};
  if (![scanners, sleeping].every(Array.isArray) || ![switches, mostThreads].every(Number.isInteger)) {
    refuseShape("a report of the day");
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
export function checkAnswers(observation: Observation, { input }: Context, which: (scanner: Scanner) => boolean): void {
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

export function answersAll(observation: Observation, context: Context): void {
  checkAnswers(observation, context, () => true);
}

/** One that reads none of its answers for long. */
const isSlow = ({ readsFromMs, leavesMs }: Scanner) => readsFromMs > 0 && readsFromMs < leavesMs;

export function slowOneAlone(observation: Observation, context: Context): void {
  checkAnswers(observation, context, (scanner) => !isSlow(scanner));
  checkAnswers(observation, context, isSlow);
}
