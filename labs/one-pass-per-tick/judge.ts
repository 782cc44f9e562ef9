/** Draws traffic; judges by how long the phase held the loop, and by what became of each event. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Connection, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const LONGEST_MS = 10;
const FEWEST_A_POLL = 32;

const PEERS = ["a loopback peer", "the label printer", "the metrics sidecar", "the cache next door"];
const CLIENTS = ["Ghent's scanners", "Lille's scanners", "Venlo's scanners", "the customers", "the vans"];

function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a function ioPhase");
  }
  const { handled, lost, longest, polls, idlePolls, idleTicks, stuck } = observation ?? {};
  const numbers = [handled, lost, polls, idlePolls, idleTicks, longest?.ms, longest?.handled, longest?.at];
  if (typeof stuck === "boolean" && numbers.every(Number.isFinite)) return;
  refuseShape("a report of what the loop did");
}

function holdsBriefly(look: string) {
  return (observation: Observation, { trace }: Context): void => {
    checkShape(observation);
    const { stuck, longest, timerLateMs } = observation;
    if (!stuck && longest.ms <= LONGEST_MS) return;
    refuse({
      expected: `the phase to hold the loop for at most ${LONGEST_MS} ms`,
      happened: stuck
        ? `it was stopped after ${longest.ms.toFixed(0)} ms and ${longest.handled} events, in one tick`
        : `it held it for ${
          longest.ms.toFixed(1)
        } ms, with ${longest.handled} events in one tick, and a timer of 1 ms came ${timerLateMs.toFixed(1)} ms late`,
      look,
      traceAt: Math.min(longest.at, trace.events.length - 1),
    });
  };
}

function handlesAll(observation: Observation): void {
  checkShape(observation);
  const { outOfOrder, lost, lostInHand, handled } = observation;
  if (lost > 0) {
    refuse({
      expected: "each event to be handled",
      happened: `${lost} of ${lost + handled} were not${
        lostInHand > 0 ? `; ${lostInHand} of them had been taken` : ""
      }`,
      look: "The kernel gives each event to one poll. Who has those that this tick did not handle?",
    });
  }
  if (outOfOrder) {
    refuse({
      expected: "events to be handled once, in the order in which they became ready",
      happened: outOfOrder,
      look: "`poll` gives the oldest first. What is still in your hands is older than anything that it will give.",
    });
  }
}

function takesMany(observation: Observation): void {
  checkShape(observation);
  const { polls, handled } = observation;
  const most = Math.ceil(handled / FEWEST_A_POLL);
  if (polls <= most) return;
  refuse({
    expected: `at most ${most} polls for a burst of ${handled} events, ${FEWEST_A_POLL} of them in each`,
    happened: `there were ${polls}`,
    look: "Each poll is a system call, and each tick goes round all phases. How many events does one bring at most?",
  });
}

function restsWhenIdle(observation: Observation): void {
  checkShape(observation);
  const { idlePolls, idleTicks } = observation;
  if (idlePolls <= idleTicks) return;
  refuse({
    expected: `one poll in each of the ${idleTicks} ticks in which nothing was ready`,
    happened: `there were ${idlePolls}`,
    look: "A poll that brings nothing has said all there is to say. The loop sleeps by itself, after the phase.",
  });
}

// ---- traffic --------------------------------------------------------------------------------------------------------

function client(random: Random, name: string): Connection {
  const every = random.integer(2, 6);
  return {
    name,
    fromMs: random.integer(0, 5),
    count: random.integer(10, 20),
    every,
    handleMs: random.integer(2, 10) / 100,
  };
}

/** Some peers that answer at once, and some clients. */
function busyPeers(random: Random): Input {
  const peers = random.shuffle(PEERS).slice(0, random.integer(1, 3)).map((name): Connection => ({
    name,
    fromMs: random.integer(2, 8),
    count: random.integer(1_000, 1_500),
    every: "when handled",
    handleMs: random.integer(2, 8) / 100,
  }));
  const clients = random.shuffle(CLIENTS).slice(0, 2).map((name) => client(random, name));
  return { connections: [...peers, ...clients], untilMs: 100 };
}

/** About a thousand events at one moment, each as long as a handler may take. */
function burst(random: Random): Input {
  return {
    connections: random.shuffle(CLIENTS).slice(0, 3).map((name) => ({
      name,
      fromMs: 0,
      count: random.integer(250, 400),
      every: 0,
      handleMs: 0.1,
    })),
    untilMs: 1,
  };
}

/** Now and then an event, and long pauses. */
function quiet(random: Random): Input {
  return {
    connections: [
      {
        name: random.pick(CLIENTS),
        fromMs: 3,
        count: 12,
        every: random.integer(8, 15),
        handleMs: random.integer(2, 10) / 100,
      },
    ],
    untilMs: 250,
  };
}

/** Bursts that come while the one before is still being worked off, and a peer that answers at once. */
function waves(random: Random): Input {
  return {
    connections: [
      ...[0, 1, 2].map((wave): Connection => ({
        name: CLIENTS[wave]!,
        fromMs: 10 * wave + random.integer(0, 4),
        count: random.integer(150, 400),
        every: 0,
        handleMs: random.integer(4, 10) / 100,
      })),
      { name: PEERS[0]!, fromMs: 5, count: random.integer(500, 900), every: "when handled", handleMs: 0.05 },
      client(random, CLIENTS[4]!),
    ],
    untilMs: 80,
  };
}

/** One kind of traffic. */
interface Traffic {
  /** When it is like that: begins the name of what is claimed of all traffic. */
  readonly when: string;
  readonly draw: (random: Random) => Input;
}

/** Under any traffic no event may be lost, nor overtake another; `tests` are what this one is drawn for. */
function under({ when, draw }: Traffic, tests: readonly LabTest<Input, Observation>[]): Scenario {
  const all = { name: `${when}, each event is handled, in order`, check: handlesAll };
  return scenario<Input, Observation>({ input: draw, tests: [...tests, all] });
}

export const judge = defineJudge([
  under({ when: "with busy peers", draw: busyPeers }, [
    {
      name: "a peer that always has more does not keep the loop in its phase",
      check: holdsBriefly(
        "As long as something is ready the phase goes on, and something always is. Which poll was the last one needed?",
      ),
    },
  ]),
  under({ when: "of a burst", draw: burst }, [
    {
      name: "a burst does not hold the timers up",
      check: holdsBriefly("However many are ready: a handler takes up to 0.1 ms. How many of them fit into the phase?"),
    },
    { name: "a burst is worked off in large batches", check: takesMany },
  ]),
  under({ when: "in quiet times", draw: quiet }, [
    { name: "a phase with nothing to do polls once", check: restsWhenIdle },
  ]),
  under({ when: "in waves", draw: waves }, [
    {
      name: "waves of events never hold the loop for long",
      check: holdsBriefly("Waves come on top of what is still waiting. Is the batch bounded in every case?"),
    },
  ]),
]);
