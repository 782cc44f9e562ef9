/** What must be true of a day, and what a learner hears when it is not. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Check, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const MOST_HELD = 65_536;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a function serve");
  }
  const { checks, mostHeld, leaked, calls } = observation ?? {};
  const numbers = [mostHeld?.bytes, leaked, calls].every(Number.isInteger);
  if (numbers && Array.isArray(checks) && checks.every((check) => Number.isInteger(check?.received))) return;
  refuseShape("a report of the day");
}

/** The server neither hangs nor turns on the spot. */
function checkAlive({ hang, insists }: Observation): void {
  if (hang) {
    refuse({
      expected: "the server to wait only in epollWait, and only while nothing is ready",
      happened: hang.message,
      look: hang.call === "epoll_wait"
        ? "What was the server waiting for, and does epoll know that it is?"
        : `A call that waits holds every scanner's thread, since there is one thread. Which descriptor did ${hang.call} wait for, and was it made non-blocking?`,
      traceAt: hang.at,
    });
  }
  if (!insists) return;
  refuse({
    expected: "EAGAIN to send the server back to epollWait",
    happened: `it called ${insists.call} over and over, and heard EAGAIN each time`,
    look:
      "Nothing changes until the scanner reads, and the scanner is not let. Who tells the server when the call is worth making again?",
    traceAt: insists.at,
  });
}

function checkBytes({ wrong }: Observation): void {
  if (!wrong) return;
  refuse({
    expected: `scanner ${wrong.scanner} to get its own bytes back, in order`,
    happened: `byte ${wrong.place} was another`,
    look:
      "Whose bytes are in the buffer when the rest is written, and has anybody read into it since? Is the rest written before what was read after it?",
    traceAt: wrong.at,
  });
}

/** Every check of these scanners found all bytes back. */
export function checkWhole(observation: Observation, { input }: Context, which: (check: Check) => boolean): void {
  checkShape(observation);
  checkAlive(observation);
  const short = observation.checks.find((check) => which(check) && check.received !== check.sent);
  if (short !== undefined) {
    refuse({
      expected: `scanner ${short.scanner} to get back all ${short.sent} bytes that it sent`,
      happened: `it has ${short.received}${
        short.ended ? ", and its connection is closed" : ", and nothing more comes"
      }`,
      look: missing(short),
      traceAt: short.at,
    });
  }
  checkBytes(observation);
  checkAllSeen(observation, input);
}

function missing({ sent, received, held }: Check): string {
  if (received > sent) return "Some bytes were written twice: where does the rest begin?";
  if (held > 0) return "How many bytes did the last write take, and what became of the others?";
  if (received === 0) return "Was the connection accepted, and is it registered?";
  return "The server has written all that it has read: the others lie in its socket. Does epoll know that it wants them?";
}

/** A run that was ended early has not shown everything. */
function checkAllSeen(observation: Observation, { steps }: Input): void {
  const wanted = steps.filter(({ act }) => act === "check").length;
  if (observation.checks.length >= wanted) return;
  refuse({
    expected: "the server to go on until it is told to stop",
    happened: `it ended after ${observation.calls} system calls, with ${
      wanted - observation.checks.length
    } answers outstanding`,
    look: "What did serve do last, and why did it not go back to epollWait?",
    traceAt: observation.endedAt,
  });
}

export function checkSleeps(observation: Observation, { input }: Context): void {
  checkShape(observation);
  checkAlive(observation);
  const { busy } = observation;
  if (busy) {
    refuse({
      expected: "the server to be woken when there is something to do",
      happened: `it was woken many times in a row by ${busy.wokenBy}, and did nothing`,
      look: wokenInVain(busy.wokenBy),
      traceAt: busy.at,
    });
  }
  checkAllSeen(observation, input);
}

function wokenInVain(by: string): string {
  if (/limit/.test(by)) return "A wait without a limit costs nothing, for as long as it lasts. What is the limit for?";
  if (/EPOLLOUT/.test(by)) {
    return "A socket with room is always writable. While there is nothing to write, who needs to know?";
  }
  return "Level-triggered epoll tells what is so, again and again. What is the server told that it does not want to hear now?";
}

export function checkHeld(observation: Observation): void {
  checkShape(observation);
  const { bytes, at } = observation.mostHeld;
  if (bytes <= MOST_HELD) return;
  refuse({
    expected: `at most ${MOST_HELD} bytes to be held of one scanner`,
    happened: `the server had read ${bytes} bytes and not written them back`,
    look:
      "A scanner that does not read may send for as long as the server reads. What happens to its own socket when the server leaves bytes in there?",
    traceAt: at,
  });
}

export function checkEnds(observation: Observation, context: Context): void {
  checkWhole(observation, context, () => true);
  const open = observation.checks.find((check) => check.ended !== true);
  if (open === undefined) return;
  refuse({
    expected: `scanner ${open.scanner} to read the end, after its last byte`,
    happened: "its connection stays open",
    look: "A read of 0 says that the scanner sends no more. When the rest is written, what keeps the connection?",
    traceAt: open.at,
  });
}

export function checkOpen(observation: Observation, context: Context): void {
  checkWhole(observation, context, () => true);
  const last = observation.checks.at(-1)!;
  if (last.open === last.connected) return;
  refuse({
    expected: `the server to have ${last.connected} connections open, one for each scanner that is left`,
    happened: `it has ${last.open}`,
    look: "How does the server learn that a scanner is gone: what do read and write return then?",
    traceAt: last.at,
  });
}

export function checkStop(observation: Observation): void {
  checkShape(observation);
  checkAlive(observation);
  if (observation.returned !== true) {
    refuse({
      expected: "serve to return when stop can be read",
      happened: observation.calls === 0 ? "it returned at once" : "it did not",
      look: "Is stop registered, and what is done when it is ready?",
      traceAt: observation.endedAt,
    });
  }
  if (observation.leaked === 0) return;
  refuse({
    expected: "serve to close all that it opened",
    happened: `${observation.leaked} descriptors are open when it returns`,
    look: "The connections, and epoll's own.",
    traceAt: observation.endedAt,
  });
}
