/** Draws days of clients; judges by who was served when, and by what the pool could still lend afterwards. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Client, Input, Observation, Run, Step } from "./drive.ts";

type Context = CheckContext<Input>;

const LONG_MS = 60_000;
const CONNECT_MS = 20;

/** The days, when there are any. */
function runsOf(observation: Observation): readonly Run[] {
  if (observation?.exported === false) {
    refuse({
      expected: "the file to export a function createPool",
      happened: "it exports none",
      look: "The starter shows its signature.",
    });
  }
  const { runs } = observation ?? {};
  if (!Array.isArray(runs) || runs.length === 0 || !runs.every((run) => Array.isArray(run?.fates))) {
    refuse({
      expected: "a report of what became of the clients",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  return runs;
}

/** Where the trace shows it: the cancellation, or the end of the day. */
function traceOf(run: Run, observation: Observation, { trace }: Context): { readonly traceAt?: number } {
  if (observation.runs[observation.traced] !== run) return {};
  const at = trace.events.findIndex((event) =>
    event.kind === "printed" && (run.cancelled === null ? /^everybody/ : /is cancelled$/).test(event.text)
  );
  return at === -1 ? {} : { traceAt: at };
}

/** ` when client 2 was cancelled at 70 ms while it waited for timer "40 ms"`. */
function circumstances({ cancelled }: Run): string {
  if (cancelled === null) return "";
  return ` when client ${cancelled.client} was cancelled at ${cancelled.atMs} ms, while it ${cancelled.was}`;
}

/** The day came to its end, with as many connections as may be, each lent to one client at a time. */
function checkDay(run: Run, observation: Observation, context: Context): void {
  const where = traceOf(run, observation, context);
  const { size } = context.input;
  if (run.mostOpen > size) {
    refuse({
      expected: `at most ${size} connections at a time`,
      happened: `there were ${run.mostOpen}${circumstances(run)}`,
      look: "A connection counts from the moment at which somebody begins to open it. When does your pool count it?",
      ...where,
    });
  }
  if (run.shared) {
    refuse({
      expected: "a connection to be lent to one client at a time",
      happened: `two had the same one${circumstances(run)}`,
      look: "Who gives it back, and how often?",
      ...where,
    });
  }
  const outlived = run.fates.findIndex((fate) => fate.outlived);
  if (outlived !== -1) {
    refuse({
      expected: `the body of client ${outlived} to end before its transaction does`,
      happened: `it went on, with its connection, when the client had gone${circumstances(run)}`,
      look: "A task that is joined is a task of its own: it does not hear that the one who waits for it was cancelled.",
      ...where,
    });
  }
  if (run.spun) {
    refuse({
      expected: "clients that wait until there is something for them",
      happened: "the tasks went on and on, and no time passed",
      look: "To give way and look again is not to wait. What wakes a client?",
      ...where,
    });
  }
  const stuck = run.fates.findIndex(({ outcome }) => outcome === "none");
  if (run.error === null && stuck === -1) return;
  refuse({
    expected: "the day to end",
    happened: `${stuck === -1 ? "somebody" : `client ${stuck}`} waits for ever${circumstances(run)}` +
      (run.error === null ? "" : ` (${run.error})`),
    look: "Something was given to nobody, or to somebody who had gone.",
    ...where,
  });
}

/** All connections can be lent again. */
function checkAfterwards(run: Run, observation: Observation, context: Context): void {
  const { size, connectMs } = context.input;
  const served = run.afterwardsMs.filter((ms) => ms !== null && ms <= connectMs).length;
  if (served === size) return;
  refuse({
    expected: `${size} clients who come when all have gone to be served at once`,
    happened: `${served} ${served === 1 ? "was" : "were"}${circumstances(run)}`,
    look: run.cancelled === null
      ? "A slot was taken and never given back. By which way out of `transaction` did its holder leave?"
      : "Follow the client in the trace: what did it have in its hands, or on the way to it, when it was cancelled?",
    ...traceOf(run, observation, context),
  });
}

/** What a client's own steps lead to. */
function ownOutcome({ steps }: Client): string {
  const trouble = steps.find((step) => step.do === "throw" || step.do === "break");
  if (trouble === undefined) return "returned";
  return trouble.do === "throw" ? "Error" : "ConnectionLost";
}

/** Connections are closed on such a day, and others opened. */
function isTroubled({ refused, clients }: Input): boolean {
  return refused.length > 0 || clients.some((client) => ownOutcome(client) !== "returned");
}

/** A day without cancellation, against first come, first served. */
function checkService(observation: Observation, context: Context): void {
  const [run] = runsOf(observation);
  checkDay(run!, observation, context);
  const { input } = context;
  const where = traceOf(run!, observation, context);
  /** When each slot is free again. */
  const slots = Array.from({ length: input.size }, () => 0);
  const order = input.clients.map((_, client) => client)
    .sort((a, b) => input.clients[a]!.arrivesMs - input.clients[b]!.arrivesMs);
  let latest = { client: -1, startedMs: 0 };
  for (const client of order) {
    const { arrivesMs } = input.clients[client]!;
    const { beganMs, endedMs, outcome } = run!.fates[client]!;
    const limitMs = arrivesMs + input.waitMs;
    const slot = slots.indexOf(Math.min(...slots));
    const freeMs = Math.max(arrivesMs, slots[slot]!);
    if (outcome === "QueueTimeout") {
      if (freeMs < limitMs) {
        refuse({
          expected: `client ${client} to be served at ${freeMs} ms: a connection was free, and nobody had come before`,
          happened: `it got a QueueTimeout at ${endedMs} ms`,
          look: "Who got the connection instead? And from when does your pool count the wait?",
          ...where,
        });
      }
      if (endedMs !== limitMs) {
        refuse({
          expected: `client ${client}, who came at ${arrivesMs} ms, to get its QueueTimeout at ${limitMs} ms`,
          happened: `it got it at ${endedMs} ms`,
          look: "The wait begins when the client comes, and nothing that happens in the queue begins it anew.",
          ...where,
        });
      }
      continue;
    }
    if (freeMs > limitMs) {
      refuse({
        expected: `client ${client} to get a QueueTimeout at ${limitMs} ms: until ${freeMs} ms no connection was free`,
        happened: `it was kept waiting${beganMs === null ? "" : `, and served at ${beganMs} ms`}`,
        look: "A client can wait for two things at once: for a connection, and for its patience to end.",
        ...where,
      });
    }
    const startedMs = beganMs ?? endedMs ?? Infinity;
    if (startedMs > freeMs + input.connectMs) {
      refuse({
        expected: `client ${client} to be served at ${freeMs} ms, when a connection was free for it`,
        happened: beganMs === null ? "it was not" : `it was served at ${beganMs} ms`,
        look: "Was somebody served who came later? Or did a connection lie idle while somebody waited?",
        ...where,
      });
    }
    // Who has to open a connection may begin after one who came later and found it open.
    if (startedMs < latest.startedMs - (isTroubled(input) ? input.connectMs : 0)) {
      refuse({
        expected: `client ${latest.client} to be served before client ${client}: it came first`,
        happened: `they were served at ${latest.startedMs} and at ${startedMs} ms`,
        look: "Which of those who wait gets what is given back?",
        ...where,
      });
    }
    latest = { client, startedMs };
    slots[slot] = endedMs ?? Infinity;
  }
}

function neverMore(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) checkDay(run, observation, context);
}

function usedAgain(observation: Observation, context: Context): void {
  neverMore(observation, context);
  const [run] = runsOf(observation);
  const most = context.input.size;
  if (run!.connects <= most) return;
  refuse({
    expected: `${most} connections to be opened in all, on a day on which nothing goes wrong`,
    happened: `${run!.connects} were`,
    look: "To open a connection costs the database a process. What becomes of one that was given back in good order?",
    ...traceOf(run!, observation, context),
  });
}

function ownErrors(observation: Observation, context: Context): void {
  const [run] = runsOf(observation);
  checkDay(run!, observation, context);
  const where = traceOf(run!, observation, context);
  run!.fates.forEach(({ outcome, own }, client) => {
    const expected = ownOutcome(context.input.clients[client]!);
    if (outcome === "ConnectionClosed") {
      refuse({
        expected: `client ${client} to get a connection that works`,
        happened: "it got one that had been closed before",
        look: "A connection can end while it is lent. What do you look at before you keep it for the next client?",
        ...where,
      });
    }
    if (outcome === expected && own || outcome === "ConnectionRefused" && context.input.refused.length > 0) return;
    refuse({
      expected: expected === "returned"
        ? `the transaction of client ${client} to return`
        : `client ${client} to be thrown the very error that its body met, ${expected}`,
      happened: outcome === "returned" ? "its transaction returned" : `it was thrown ${outcome}`,
      look: "Cleaning up must not hide how the body ended.",
      ...where,
    });
  });
}

function everythingIsThere(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    checkDay(run, observation, context);
    checkAfterwards(run, observation, context);
  }
}

function nothingLost(observation: Observation, context: Context): void {
  everythingIsThere(observation, context);
  ownErrors(observation, context);
}

function timeoutsInTime(observation: Observation, context: Context): void {
  checkService(observation, context);
  checkAfterwards(runsOf(observation)[0]!, observation, context);
}

function noMixUp(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    if (run.mixedUp === null) continue;
    const { client, asked, got } = run.mixedUp;
    refuse({
      expected: `client ${client}, who asked "${asked}", to get the reply to that`,
      happened: `it got "${got}"${circumstances(run)}`,
      look: "The reply was on its way when the connection was given back. What did `state` say then?",
      ...traceOf(run, observation, context),
    });
  }
  neverMore(observation, context);
}

/** A cancelled client hears that it is, and the others hear nothing. */
function othersUnharmed(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    checkDay(run, observation, context);
    run.fates.forEach(({ outcome }, client) => {
      const victim = run.cancelled?.client === client;
      if (outcome === "returned" || outcome === "QueueTimeout" && context.input.waitMs < LONG_MS) {
        if (!victim || outcome === "returned" && wentThrough(run, client, context)) return;
      }
      if (victim && outcome === "TaskCancelled") return;
      refuse({
        expected: victim ? `client ${client} to be thrown its cancellation` : `client ${client} to be served`,
        happened: `${outcome === "returned" ? "its transaction returned, cut short" : `it was thrown ${outcome}`}${
          circumstances(run)
        }`,
        look: victim
          ? "TaskCancelled is an error like any other. Who catches it on its way?"
          : "One client's end is none of the others' business. What did it leave behind for them?",
        ...traceOf(run, observation, context),
      });
    });
  }
}

/** It had done all its steps: the cancellation came too late to be noticed. */
function wentThrough(run: Run, client: number, { input }: Context): boolean {
  const { beganMs, endedMs } = run.fates[client]!;
  const takesMs = input.clients[client]!.steps.reduce((sum, step) => sum + (step.do === "throw" ? 0 : step.ms), 0);
  return beganMs !== null && endedMs !== null && endedMs - beganMs >= takesMs;
}

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

function day(draw: (random: Random) => Partial<Input>, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({
    input: (random) => ({
      size: random.integer(2, 4),
      waitMs: LONG_MS,
      connectMs: CONNECT_MS,
      refused: [],
      clients: [],
      victims: [],
      ...draw(random),
    }),
    tests,
  });
}

/** Many who come quickly, and wait; often one comes in the very moment in which a connection is given back. */
function rush(random: Random): Partial<Input> {
  let arrivesMs = 10;
  const drawn = Array.from({ length: random.integer(22, 28) }, (_, client): Client => {
    // The first six come together: more than there may be connections.
    if (client >= 6) arrivesMs += 10 * random.integer(1, 2);
    return { arrivesMs, steps: [query(10 * random.integer(8, 14))] };
  });
  return { clients: drawn };
}

/** Few long transactions that the others do not outwait, and clients who come while they last. */
function impatient(random: Random): Partial<Input> {
  const tens = (low: number, high: number) => 10 * random.integer(low, high);
  let arrivesMs = 0;
  const drawn = Array.from({ length: random.integer(18, 20) }, (_, client): Client => {
    arrivesMs += tens(1, 4);
    return { arrivesMs, steps: [query(client % 9 < 2 ? tens(30, 36) : tens(2, 6))] };
  });
  return { size: 2, waitMs: tens(8, 14), clients: drawn };
}

/** Bodies that throw, before and between queries, and connections that break. */
function troubled(random: Random): Partial<Input> {
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
function breaking(random: Random): Partial<Input> {
  const draw = (client: number): Step[] =>
    client % 2 === 0 ? [query(random.integer(40, 90)), { do: "break", ms: 30 }] : [query(random.integer(200, 300))];
  return { size: 2, clients: clients(random, { count: 8, gapMs: [1, 15], steps: draw }) };
}

/** Of the first attempts to connect two are refused. */
function refusing(random: Random): Partial<Input> {
  return {
    size: 3,
    refused: random.shuffle([0, 1, 2]).slice(0, 2),
    clients: clients(random, { count: 7, gapMs: [5, 30] }),
  };
}

/** One who is cancelled early, one in the middle, one late. */
function cancelled(random: Random): Partial<Input> {
  const drawn = clients(random, { count: 6, gapMs: [1, 15] });
  return { size: 2, clients: drawn, victims: [random.integer(0, 1), random.integer(2, 3), random.integer(4, 5)] };
}

/** The same where all moments are tens, so that patience ends when a connection is given back. */
function cancelledInHaste(random: Random): Partial<Input> {
  const tens = (low: number, high: number) => 10 * random.integer(low, high);
  const drawn = Array.from({ length: 7 }, (_, client): Client => ({
    arrivesMs: 10 * (client + 1),
    steps: [query(tens(3, 7)), ...(random.integer(0, 1) === 0 ? [query(tens(1, 3))] : [])],
  }));
  return { size: 2, connectMs: 10, waitMs: tens(5, 9), clients: drawn, victims: [1, 3, random.integer(4, 6)] };
}

export const judge = defineJudge([
  day(rush, [
    { name: "there are never more connections than the pool may have", check: neverMore },
    { name: "clients are served in the order in which they came, and as soon as may be", check: checkService },
    { name: "a connection that is free is used again", check: usedAgain },
  ]),
  day(impatient, [
    { name: "who has waited for too long gets a QueueTimeout then, and leaves the queue", check: timeoutsInTime },
  ]),
  day(troubled, [
    {
      name: "when a body throws or a connection breaks, its client hears of it, and nothing is lost",
      check: nothingLost,
    },
  ]),
  day(refusing, [
    { name: "when the database refuses to connect, nothing is lost", check: nothingLost },
  ]),
  day(breaking, [
    { name: "who waits gets the room that a broken connection leaves, at once", check: checkService },
    { name: "a connection that broke is lent to nobody", check: ownErrors },
  ]),
  day(cancelled, [
    { name: "no client gets the reply to another one's query, whoever is cancelled when", check: noMixUp },
    { name: "nothing is lost when a client is cancelled, at any point", check: everythingIsThere },
    { name: "a client that is cancelled hears it, and the others hear nothing", check: othersUnharmed },
  ]),
  day(cancelledInHaste, [
    {
      name: "nothing is lost when patience ends, a client is cancelled and a connection is given back, all at once",
      check: everythingIsThere,
    },
  ]),
]);
