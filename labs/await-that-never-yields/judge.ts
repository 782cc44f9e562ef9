/** Draws queues and tasks that receive from them; judges by scans received between two turns of the scheduler. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import type { Input, Observation, Queue, Receiver } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const BUDGET = 128;
const FEWEST_A_TURN = 32;

/** How often a queue may be asked in vain for each scan and each of its receivers. */
const EMPTY_TAKES = 3;

const full = (random: Random, count: number): Queue => ({
  first: random.integer(1_000, 9_999) * 1_000,
  count,
  ready: count,
  everyMs: 1,
});

const from = (queue: number, name: string): Receiver => ({
  name,
  from: [{ queue, scans: 1 }],
  afterMs: 0,
  cancelAtMs: null,
});

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a generator function receive");
  }
  const { received, longest, turns, taken, emptyTakes } = observation ?? {};
  const numbers = [longest?.taken, longest?.at, turns, taken, emptyTakes].every(Number.isInteger);
  if (numbers && Array.isArray(received) && received.every(Array.isArray)) return;
  refuseShape("a report of what was received");
}

function withinBudget(observation: Observation, { input }: Context, look: string): void {
  checkShape(observation);
  const { longest, taken, latestMs } = observation;
  if (longest.taken <= BUDGET) return;
  refuse({
    expected: `at most ${BUDGET} scans to be received in one turn`,
    happened: `${
      input.receivers[longest.receiver]?.name
    } received ${longest.taken} of ${taken} without giving way, and a customer was ${latestMs.toFixed(1)} ms late`,
    look,
    traceAt: longest.at,
  });
}

function usesBudget(observation: Observation, context: Context): void {
  checkShape(observation);
  checkReceived(observation, context);
  const { turns, taken, endedAt } = observation;
  const most = Math.ceil(taken / FEWEST_A_TURN);
  if (turns <= most) return;
  refuse({
    expected: `at most ${most} turns for ${taken} scans, ${FEWEST_A_TURN} scans or more in each`,
    happened: `there were ${turns}`,
    look: "A switch is cheap, and a switch for each scan is not. When is the budget full again?",
    traceAt: Math.min(endedAt, context.trace.events.length - 1),
  });
}

/** Every scan of every queue came to one receiver, in the order of its queue. */
function checkReceived(observation: Observation, { input, trace }: Context): void {
  checkShape(observation);
  const { received, emptyTakes } = observation;
  const traceAt = Math.min(observation.endedAt, trace.events.length - 1);
  const stranger = received.findIndex((scans) => scans.some((scan) => !Number.isInteger(scan)));
  if (stranger !== -1) {
    refuse({
      expected: "receive to return a scan",
      happened: `${input.receivers[stranger]!.name} got something else, after ${received[stranger]!.length - 1} scans`,
      look: "When receive goes on after a wait, is what it waited for still there? Others take from the same queue.",
      traceAt,
    });
  }
  const seen = new Set<number>();
  for (const [index, scans] of received.entries()) {
    let last = new Map<number, number>();
    for (const scan of scans as readonly number[]) {
      const queue = input.queues.findIndex(({ first, count }) => scan >= first && scan < first + count);
      const before = last.get(queue) ?? -1;
      if (queue !== -1 && scan > before && !seen.has(scan)) {
        seen.add(scan);
        last.set(queue, scan);
        continue;
      }
      refuse({
        expected: "each scan to be received once, in the order of its queue",
        happened: `${input.receivers[index]!.name} got scan ${scan}${
          seen.has(scan) ? " a second time" : ` after ${before}`
        }`,
        look: "receive returns what it took, when it took it.",
        traceAt,
      });
    }
    last = new Map();
  }
  const total = input.queues.reduce((sum, { count }) => sum + count, 0);
  if (seen.size === total) return;
  refuse({
    expected: `all ${total} scans to be received`,
    happened: `${total - seen.size} were taken from their queue and never handed out, or never taken${
      emptyTakes > total ? `; an empty queue was asked ${emptyTakes} times` : ""
    }`,
    look: "What does a task hold in its hands at the moment at which it gives way?",
    traceAt,
  });
}

function waitsInPeace(observation: Observation, context: Context): void {
  checkShape(observation);
  const { emptyTakes, endedAt } = observation;
  const { input, trace } = context;
  const arrivals = input.queues.reduce((sum, { count, ready }) => sum + count - ready, 0);
  const most = EMPTY_TAKES * input.receivers.length * (arrivals + 1);
  if (emptyTakes > most) {
    refuse({
      expected: `an empty queue to be asked at most ${most} times while ${arrivals} scans arrive`,
      happened: emptyTakes > 10 * most
        ? "it was asked again and again, and time stood still"
        : `it was asked ${emptyTakes} times`,
      look:
        "Giving way comes back at once when nobody else can run. A task that has nothing to do should wait until there is something.",
      traceAt: Math.min(endedAt, trace.events.length - 1),
    });
  }
  checkReceived(observation, context);
}

export const judge = defineJudge([
  scenario<Input, Observation>({
    input: (random) => ({ queues: [full(random, 100_000)], receivers: [from(0, "receiver")] }),
    tests: [
      {
        name: "a task receives at most 128 scans in one turn",
        check: (observation, context) =>
          withinBudget(
            observation,
            context,
            "An operation that is ready goes on without giving way, however often. Who counts, and where does the count live from one call of receive to the next?",
          ),
      },
      { name: "a task does not give way more often than it must", check: usesBudget },
      { name: "every scan is received once, in order", check: checkReceived },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({
      queues: [full(random, 3_000), full(random, 3_000), full(random, 3_000)].map((queue, index) => ({
        ...queue,
        first: queue.first + index * 10_000_000,
      })),
      receivers: [{
        name: "merger",
        from: random.shuffle([0, 1, 2]).map((queue) => ({ queue, scans: random.integer(1, 40) })),
        afterMs: 0,
        cancelAtMs: null,
      }],
    }),
    tests: [{
      name: "scans of several queues are paid from one budget",
      check: (observation, context) =>
        withinBudget(
          observation,
          context,
          "It is the task that must give way, whichever queue it takes from. Whose is the budget?",
        ),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => ({
      queues: [full(random, 4_000), full(random, 4_000)].map((queue, index) => ({
        ...queue,
        first: queue.first + index * 10_000_000,
      })),
      receivers: [from(0, "first receiver"), from(1, "second receiver"), from(0, "third receiver")],
    }),
    tests: [
      {
        name: "every one of several busy tasks keeps to the budget",
        check: (observation, context) =>
          withinBudget(
            observation,
            context,
            "The count says how much the task that runs has received since it last gave way. What must it be when another task's turn begins?",
          ),
      },
      { name: "several busy tasks do not give way more often than they must", check: usesBudget },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({
      queues: [{ ...full(random, 60), ready: random.integer(0, 3), everyMs: random.integer(3, 9) }],
      receivers: [from(0, "first receiver"), from(0, "second receiver"), from(0, "third receiver")],
    }),
    tests: [{ name: "tasks wait for an empty queue, and only one gets what arrives", check: waitsInPeace }],
  }),
  scenario<Input, Observation>({
    input: (random) => ({
      queues: [full(random, 6_000)],
      receivers: [
        { ...from(0, "a receiver that is cancelled"), cancelAtMs: random.integer(4, 20) + 0.5 },
        { ...from(0, "its successor"), afterMs: 100 },
      ],
    }),
    tests: [{ name: "a task that is cancelled while it gives way takes no scan with it", check: checkReceived }],
  }),
]);
