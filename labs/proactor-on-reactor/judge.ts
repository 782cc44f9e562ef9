/** Draws depots and operations, works out from what the depots send when each must complete and with what, and compares. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random } from "../_runner/lab.ts";
import type { Action, Depot, Ending, Input, Log, Observation } from "./drive.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;
type Test = LabTest<Input, Observation>;

const NAMES = ["Ghent", "Lille", "Venlo", "Metz", "Kassel", "Odense", "Brno", "Turin", "Graz", "Leipzig"];
/** More than any socket takes at once. */
const LARGE = 300_000;
/** A wake-up for an operation that has been cancelled in the same moment is nobody's fault. */
const VAIN_AT_MOST = 2;

function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuse({
      expected: "the file to export a class Proactor",
      happened: "it exports none",
      look: "The starter shows its methods.",
    });
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuse({
      expected: "a report of what completed",
      happened: "the sandbox sent something else",
      look: "The lab needs the language's builtins as they are: does your code replace one?",
    });
  }
  return observation;
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "run() had returned";
    case "waits":
      return `run() sleeps in ${ending.call}, and nothing will ever wake it`;
    case "threw":
      return `the proactor threw ${ending.error}`;
    case "spins":
      return `run() was stopped after ${ending.calls} system calls, with the clock at ${ending.atMs} ms: it never slept, or was woken again and again`;
  }
}

/** An operation in words: `the read from Ghent, 512 bytes, begun at 10 ms`. */
function operationWords({ action, begunMs }: Log, { actions, depots }: Input): string {
  const asked = actions[action]!;
  const { name } = depots[asked.depot]!;
  if (asked.do === "post") return `the handler that was posted at ${begunMs} ms`;
  const which = asked.do.endsWith("file") ? asked.do : asked.do === "read" ? `read from ${name}` : `write to ${name}`;
  return `the ${which}, ${asked.bytes.toLocaleString("en")} bytes, begun at ${begunMs} ms`;
}

/** What must come of an operation; without a moment where the rules leave it open. */
interface Expected {
  readonly result: number | string;
  readonly atMs?: number;
}

/** What must come of each entry of the log, from what the depots send and when the operations began. */
function expectedOf(log: readonly Log[], { actions, depots }: Input): readonly Expected[] {
  const consumed = depots.map(() => 0);
  const freeAtMs = depots.map(() => 0);
  return log.map((entry, place) => {
    const { do: what, depot, bytes } = actions[entry.action]!;
    const cancelledMs = log.find((later, index) =>
      index > place && actions[later.action]!.do === "cancel" && actions[later.action]!.depot === depot
    )?.begunMs ?? Infinity;
    if (what === "write") {
      if (depots[depot]!.reads === null && bytes >= LARGE) {
        return { result: "ECANCELED", atMs: cancelledMs };
      }
      return bytes < 10_000 ? { result: bytes, atMs: entry.begunMs } : { result: bytes };
    }
    if (what !== "read") {
      return { result: what.endsWith("file") ? bytes : 0, atMs: entry.begunMs };
    }
    const seen = readOf(depots[depot]!, consumed[depot]!, Math.max(entry.begunMs, freeAtMs[depot]!));
    if (seen.atMs > cancelledMs) {
      return { result: "ECANCELED", atMs: cancelledMs };
    }
    const result = Math.min(bytes, seen.bytes);
    consumed[depot] = consumed[depot]! + result;
    freeAtMs[depot] = seen.atMs;
    return { result, atMs: seen.atMs };
  });
}

/** When a read that begins to wait at `fromMs` finds something, and how much. */
function readOf({ sends, hangsUpAtMs }: Depot, consumed: number, fromMs: number): { atMs: number; bytes: number } {
  const arrivedBy = (ms: number) => sends.reduce((sum, { atMs, bytes }) => atMs <= ms ? sum + bytes : sum, 0);
  const moments = [fromMs, ...sends.map(({ atMs }) => atMs).filter((ms) => ms > fromMs)];
  const atMs = moments.find((ms) => arrivedBy(ms) > consumed);
  if (atMs !== undefined) return { atMs, bytes: arrivedBy(atMs) - consumed };
  return { atMs: Math.max(fromMs, hangsUpAtMs ?? Infinity), bytes: 0 };
}

/** Every operation completed, once, with what it must, when it must, and was told of by run. */
function checkAll(observation: Observation, { input }: Context, look: string): void {
  const { log, ending, received } = ranOf(observation);
  const expected = expectedOf(log, input);
  log.forEach((entry, index) => {
    const { action, completed, right, traceAt } = entry;
    const { result, atMs } = expected[index]!;
    if (input.actions[action]!.do === "cancel" || input.actions[action]!.do === "replace") return;
    const operation = operationWords(entry, input);
    const wanted = `${operation}, to complete with ${JSON.stringify(result)}${
      atMs === undefined ? "" : ` at ${atMs} ms`
    }`;
    const say = (happened: string): never => refuse({ expected: wanted, happened, look, traceAt });
    if (completed === null) return say(`it never did: ${endingWords(ending)}`);
    if (completed.by !== "run") return say(`its handler was called by ${completed.by}, not by run()`);
    if (completed.times > 1) return say(`its handler was called ${completed.times} times`);
    if (completed.result !== result) {
      return say(`it completed with ${JSON.stringify(completed.result)} at ${completed.atMs} ms`);
    }
    if (atMs !== undefined && completed.atMs !== atMs) return say(`it completed at ${completed.atMs} ms`);
    if (!right) return say("its buffer holds other bytes than those that were next");
    if (input.actions[action]!.do === "write" && typeof result === "number" && completed.written < result) {
      return say(`at that moment the kernel had taken only ${completed.written.toLocaleString("en")} of them`);
    }
  });
  received.forEach(({ right }, depot) => {
    if (right) return;
    refuse({
      expected: `${input.depots[depot]!.name} to receive the bytes that were written, in their order`,
      happened: "it received others",
      look: "Where does the rest of a write begin that was taken in part?",
    });
  });
  if (log.length < input.actions.length || ending.how !== "returned") {
    refuse({
      expected: "run() to return when nothing is under way and no handler is left",
      happened: endingWords(ending),
      look,
      ...(log.length === 0 ? {} : { traceAt: log.at(-1)!.traceAt }),
    });
  }
}

function claim(name: string, look: string): Test {
  return { name, check: (observation, context) => checkAll(observation, context, look) };
}

const sleeps: Test = {
  name: "run sleeps until somebody can go on, and is not woken for what nobody waits for",
  check(observation, context) {
    const look =
      "epoll reports a level for as long as it holds, wanted or not. What is it asked for while no read waits, or no write?";
    checkAll(observation, context, look);
    const { vain } = ranOf(observation);
    if (vain <= VAIN_AT_MOST) return;
    refuse({
      expected: "every wake-up to be followed by a read or a write that moves something",
      happened: `${vain} were not`,
      look,
    });
  },
};

function scene(input: (random: Random) => Input, ...tests: readonly Test[]) {
  return scenario<Input, Observation>({ input, tests });
}

const read = (depot: number, bytes: number, after: number | null = null): Action => ({
  do: "read",
  depot,
  bytes,
  after,
});
const write = (depot: number, bytes: number, after: number | null = null): Action => ({
  do: "write",
  depot,
  bytes,
  after,
});

/** Depots that send nothing and take nothing. */
function quiet(random: Random, count: number): Depot[] {
  return random.shuffle(NAMES).slice(0, count).map((name) => ({ name, sends: [], hangsUpAtMs: null, reads: null }));
}

/** Messages at moments that nothing else has. */
function messages(
  random: Random,
  { count, fromMs }: { readonly count: number; readonly fromMs: number },
): Depot["sends"] {
  return Array.from({ length: count }, (_, index) => ({ atMs: fromMs + 20 * index, bytes: random.integer(100, 900) }));
}

/** Each depot sends some messages and hangs up; the program reads each to its end, a read after the other. */
function conversations(random: Random): Input {
  const depots = quiet(random, 3).map((depot, index): Depot => ({
    ...depot,
    sends: messages(random, { count: random.integer(2, 3), fromMs: 5 + 3 * index + random.integer(0, 2) }),
    hangsUpAtMs: 100 + index,
  }));
  const actions: Action[] = depots.map((_, depot) => read(depot, random.pick([64, 300, 1_024])));
  depots.forEach(({ sends }, depot) => {
    const total = sends.reduce((sum, { bytes }) => sum + bytes, 0);
    let last = depot;
    // Enough reads to come to the end, whatever the sizes.
    for (let left = total + 3 * 400; left > 0; left -= 400) {
      actions.push(read(depot, 400, last));
      last = actions.length - 1;
    }
  });
  return { depots, actions };
}

export const judge = defineJudge([
  scene(
    conversations,
    claim(
      "a read completes when something has come, with what has come",
      "A read that finds nothing must be tried again when epoll says that there is something, and not before.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot, index): Depot => ({
        ...depot,
        sends: [{ atMs: 0, bytes: random.integer(200, 400) }, { atMs: 20 + index, bytes: random.integer(100, 400) }],
      }));
      const actions: Action[] = [
        read(0, 100),
        { do: "post", depot: 0, bytes: 0, after: null },
        write(1, random.integer(10, 90)),
        read(0, 1_000, 0),
        { do: "post", depot: 0, bytes: 0, after: 1 },
        write(0, random.integer(10, 90), 4),
        read(1, 1_000, 2),
        read(1, 1_000, 6),
      ];
      return { depots, actions };
    },
    claim(
      "handlers are called by run and by nobody else, also when the operation is done at once",
      "Whoever begins an operation may hold a lock, or not have stored yet what the handler needs. And a handler that calls the next handler, which calls the next, ends in a stack overflow.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot): Depot => ({
        ...depot,
        sends: messages(random, { count: 3, fromMs: random.integer(11, 19) }),
        reads: { fromMs: 5, everyMs: 10, bytes: random.integer(60, 110) * 1_000 },
      }));
      const actions: Action[] = [
        // Still under way when the messages come.
        write(0, 2 * LARGE + random.integer(1, 300_000)),
        read(0, 1_000),
        write(1, random.integer(100, 900)),
        read(0, 1_000, 1),
        read(0, 1_000, 3),
        write(0, random.integer(20_000, 300_000), 0),
      ];
      return { depots, actions };
    },
    claim(
      "a write completes when all of its bytes are written, and a read on the same descriptor goes on meanwhile",
      "The kernel takes what there is room for. The rest must wait for EPOLLOUT, beside whatever else is waited for on that descriptor.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 2).map((depot, index): Depot => ({
        ...depot,
        sends: messages(random, { count: 4, fromMs: 10 + index }),
        reads: { fromMs: 5, everyMs: 10, bytes: 90_000 },
      }));
      const sizes = random.shuffle([60, 150, 1_000]);
      const actions: Action[] = [
        ...sizes.map((bytes) => read(0, bytes)),
        write(0, LARGE + random.integer(1, 99_999)),
        write(0, random.integer(20_000, 90_000)),
        write(0, random.integer(20_000, 90_000)),
        read(1, 1_000),
      ];
      return { depots, actions };
    },
    claim(
      "operations of one kind on one descriptor are carried out in the order in which they began",
      "Several reads may wait on one descriptor, and the bytes of a stream have an order.",
    ),
  ),
  scene(
    (random) => {
      const [first, second, third] = quiet(random, 3) as [Depot, Depot, Depot];
      return {
        depots: [
          { ...first, sends: [{ atMs: 10, bytes: random.integer(300, 600) }, { atMs: 20, bytes: 500 }] },
          { ...second, sends: messages(random, { count: 4, fromMs: 31 }) },
          { ...third, reads: { fromMs: 5, everyMs: 10, bytes: 150_000 } },
        ],
        actions: [
          // What it leaves in the socket nobody wants.
          read(0, 100),
          write(2, LARGE + random.integer(1, 99_999)),
          read(1, 1_000),
          read(1, 1_000, 2),
          read(1, 1_000, 3),
          // Waits for bytes, on a descriptor that could be written all the time.
          read(1, 1_000, 4),
        ],
      };
    },
    sleeps,
  ),
  scene(
    (random) => {
      const [first, second, third] = quiet(random, 3) as [Depot, Depot, Depot];
      const atMs = random.integer(10, 30);
      const rest = random.integer(100, 900);
      return {
        depots: [
          { ...first, sends: [{ atMs: 60, bytes: rest }] },
          { ...second, sends: [{ atMs, bytes: 100 }, { atMs: 80, bytes: 50 }] },
          third,
        ],
        actions: [
          read(0, 400),
          read(0, 400),
          write(0, LARGE + random.integer(1, 99_999)),
          read(1, 200),
          { do: "cancel", depot: 0, bytes: 0, after: 3 },
          read(0, 1_000, 4),
          read(1, 200, 3),
          // Nothing is begun on this one afterwards, and nothing ever comes.
          read(2, 1_000),
          { do: "cancel", depot: 2, bytes: 0, after: 3 },
        ],
      };
    },
    claim(
      "cancel completes what waits with ECANCELED, by way of run, and takes no bytes",
      "Whoever began an operation keeps its buffer until the handler is called: it must be called, once, also then.",
    ),
  ),
  scene(
    (random) => {
      const depots = quiet(random, 1).map((depot): Depot => ({
        ...depot,
        sends: messages(random, { count: 1, fromMs: 10 }),
      }));
      const bytes = random.integer(1_000, 9_000);
      return {
        depots,
        actions: [
          { do: "read file", depot: 0, bytes, after: null },
          read(0, 1_000),
          { do: "write file", depot: 0, bytes: random.integer(10, 900), after: 0 },
        ],
      };
    },
    claim(
      "a regular file is read and written, though epoll refuses it",
      "epoll_ctl says EPERM for a regular file: there is no waiting for it, so it can only be done on the spot.",
    ),
  ),
  scene(
    (random) => {
      const [first, second] = quiet(random, 2) as [Depot, Depot];
      return {
        depots: [
          { ...first, sends: [{ atMs: 10, bytes: random.integer(100, 300) }], hangsUpAtMs: 20 },
          { ...second, sends: [{ atMs: 50, bytes: random.integer(100, 300) }, { atMs: 70, bytes: 40 }] },
        ],
        actions: [
          read(0, 1_000),
          read(0, 1_000, 0),
          { do: "replace", depot: 0, bytes: 0, after: 1, by: 1 },
          read(1, 1_000, 2),
          read(1, 1_000, 3),
        ],
      };
    },
    claim(
      "a number that was closed and means another connection is waited for anew",
      "With the last descriptor of a connection, epoll forgets the entry. What your tables say of that number must be over by then.",
    ),
  ),
]);
