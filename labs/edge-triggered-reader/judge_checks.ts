/** What a reader owes its depots: all bytes at once and in order, the end when they leave, and sleep in between. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Entry, Observation } from "./drive.ts";
import { because, type Context, nameOf, ranOf, sumOf, traceAt } from "./judge_report.ts";

export function takenAtOnce(observation: Observation, context: Context): void {
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

export function inOrder(observation: Observation, context: Context): void {
  const { mixedUp } = ranOf(observation);
  if (mixedUp === null) return;
  refuse({
    expected: `the bytes of ${nameOf(mixedUp, context)} to be handed on as they were sent`,
    happened: "what was handed on is something else",
    look: "`read` says how many bytes it put into the buffer. The rest of the buffer is from another time.",
  });
}

export function closesWhoLeft(observation: Observation, context: Context): void {
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

export function sleepsAndReturns(observation: Observation, context: Context): void {
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

export function edgeTriggered(observation: Observation, context: Context): void {
  const { levelTriggered } = ranOf(observation);
  if (levelTriggered.length === 0) return;
  refuse({
    expected: "every depot to be registered with EPOLLET",
    happened: `${nameOf(levelTriggered[0]!, context)} was registered without it`,
    look:
      "Without it the loss is cured too: level-triggered, epoll asks again. This lab is about reading without that.",
  });
}
