/** Draws files, depths and devices; judges the copy, how many operations were under way, and how it stopped. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random } from "../_runner/lab.ts";
import type { DeviceInput, Ending, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;
type Ran = Extract<Observation, { readonly kind: "ran" }>;
type Test = LabTest<Input, Observation>;

const US = 1_000;

function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function copy");
  }
  if (observation?.kind !== "ran" || typeof observation.ending?.how !== "string") {
    refuseShape("a report of the copy");
  }
  return observation;
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return `it returned ${JSON.stringify(ending.value)}`;
    case "waits":
      return "it sleeps in enter, with nothing under way that could wake it";
    case "threw":
      return `it threw ${ending.error}`;
    case "spins":
      return `it was stopped after ${ending.enters} calls of enter, with the clock at ${us(ending.atNs)}`;
  }
}

function endingLook(ending: Ending): string {
  switch (ending.how) {
    case "spins":
      return "Time passes only while enter sleeps. It sleeps when it was given a minComplete and found as many entries as toSubmit says.";
    case "waits":
      return "How many completions has your code still to see, and how many will come?";
    default:
      return "Follow the last completion: who waits for its word, and what becomes of it?";
  }
}

function us(ns: number): string {
  return `${Math.round(ns / US).toLocaleString("en")} µs`;
}

/** The copy ended, with that result. */
function returned(ran: Ran, value: string): void {
  const { ending } = ran;
  if (ending.how === "returned" && ending.value === value) return;
  refuse({
    expected: `copy to return ${JSON.stringify(value)}`,
    happened: endingWords(ending),
    look: endingLook(ending),
    traceAt: ran.traceAt,
  });
}

/** Nothing is under way when it returns. */
function leftNothing(ran: Ran): void {
  if (ran.underWayAtEnd === 0) return;
  refuse({
    expected: "nothing to be under way when copy returns",
    happened: `${ran.underWayAtEnd} operations were, with buffers that the caller may use for something else now`,
    look:
      "An operation is over when its own completion has come. A cancellation only asks for it, and may come too late (EALREADY).",
    traceAt: ran.traceAt,
  });
}

/** The copy is the original, byte for byte. */
function sameFile(observation: Observation, { input }: Context, look: string): void {
  const ran = ranOf(observation);
  returned(ran, "copied");
  if (ran.wrongAt !== null) {
    const length = ran.copied === input.bytes ? "" : `, and the copy has ${ran.copied} bytes of ${input.bytes}`;
    const short = ran.short === null
      ? ""
      : `\n\nThe first operation that was short: a ${ran.short.kind} at byte ${ran.short.offset}, which moved ${ran.short.moved} bytes.`;
    refuse({
      expected: "the copy to be the original, byte for byte",
      happened: `byte ${ran.wrongAt} is wrong, in block ${
        Math.floor(ran.wrongAt / input.blockBytes)
      } of ${input.blockBytes} bytes${length}`,
      look: `${look}${short}`,
      traceAt: ran.traceAt,
    });
  }
  leftNothing(ran);
  bounded(ran, input);
}

/** No more operations than may be, and none larger. */
function bounded(ran: Ran, { depth, blockBytes }: Input): void {
  if (ran.mostUnderWay > depth) {
    refuse({
      expected: `at most ${depth} operations under way`,
      happened: `there were ${ran.mostUnderWay}`,
      look: "What has been submitted and has not completed is under way, whether it reads or writes.",
      traceAt: ran.traceAt,
    });
  }
  if (ran.mostBytes <= blockBytes) return;
  refuse({
    expected: `operations of ${blockBytes} bytes at most`,
    happened: `one was of ${ran.mostBytes} bytes`,
    look: "What one operation moves is what its buffer holds.",
    traceAt: ran.traceAt,
  });
}

/** It never slept with too little to wait for. */
function deep(observation: Observation, { input }: Context): void {
  const ran = ranOf(observation);
  returned(ran, "copied");
  const { fewest } = ran;
  if (fewest === null || fewest.underWay >= input.depth) return;
  const mean = ran.busyNs / Math.max(1, ran.tookNs);
  const { slowEvery, slowNs, latencyNs } = input.device;
  refuse({
    expected: `${input.depth} operations to be under way whenever copy sleeps, as long as a block is still to be read`,
    happened: `at ${us(fewest.atNs)} it slept with ${fewest.underWay}, and on average there were ${
      mean.toFixed(1)
    } until the end at ${us(ran.tookNs)}`,
    look:
      `When one operation has completed, the next can begin: who holds it up? On this device one operation in ${slowEvery} takes ${
        us(slowNs)
      }, the others ${us(latencyNs)}.`,
    traceAt: fewest.traceAt,
  });
}

/** Nothing began once there was a reason to stop and the program had woken. */
function stops(ran: Ran, { most, look }: { readonly most: number; readonly look: string }): void {
  if (ran.begunAfter <= most) return;
  refuse({
    expected: `copy to begin nothing more once it had woken at ${us(ran.noticedNs ?? 0)}, with a reason to stop`,
    happened: `${ran.begunAfter} operations began after that`,
    look,
    traceAt: ran.traceAt,
  });
}

function cancelledInTime(observation: Observation, { input }: Context): void {
  const ran = ranOf(observation);
  if (!ran.askedCancelled) {
    refuse({
      expected: "copy to ask cancelled() whenever it wakes",
      happened: "it never asked",
      look: "The copy was no longer wanted, and went on to its end.",
      traceAt: ran.traceAt,
    });
  }
  stops(ran, {
    // What is linked behind an operation that has gone too far begins by itself.
    most: input.device.lanes,
    look: `The copy was cancelled at ${
      us(input.cancelledAtNs ?? 0)
    }. The device serves one operation at a time and has others queued: those do not begin when an IORING_OP_ASYNC_CANCEL takes them back, and no new ones should be submitted.`,
  });
  returned(ran, "cancelled");
}

const EVEN: DeviceInput = {
  lanes: 64,
  latencyNs: 100 * US,
  slowEvery: 0,
  slowNs: 0,
  shortReadsEvery: 0,
  shortWritesEvery: 0,
  failsAt: null,
};

interface Draw {
  readonly random: Random;
  /** How many blocks, for each operation that may be under way. */
  readonly rounds: number;
  readonly device?: Partial<DeviceInput>;
}

/** A file that ends in the middle of a block. */
function file({ random, rounds, device }: Draw): Input {
  const depth = random.integer(6, 9);
  const blockBytes = random.pick([512, 1_024, 4_096]);
  return {
    depth,
    blockBytes,
    bytes: blockBytes * depth * rounds + random.integer(1, blockBytes - 1),
    device: { ...EVEN, ...device },
    cancelledAtNs: null,
  };
}

function same(name: string, look: string): Test {
  return { name, check: (observation, context) => sameFile(observation, context, look) };
}

function copying(input: (random: Random) => Input, ...tests: readonly Test[]) {
  return scenario<Input, Observation>({ input, tests });
}

/** Now and then an operation is slow, so that a copy which waits for all of them waits for it every time. */
function uneven(random: Random, rounds: number): Input {
  const input = file({ random, rounds });
  const slow = { slowEvery: input.depth + 2, slowNs: random.integer(9, 12) * 100 * US };
  return { ...input, device: { ...input.device, ...slow } };
}

export const judge = defineJudge([
  copying(
    (random) => file({ random, rounds: 3 }),
    same(
      "the copy is the original",
      "Which bytes belong where? The last block may be a small one, and each operation under way needs a buffer of its own.",
    ),
  ),
  copying(
    (random) => ({ ...file({ random, rounds: 0 }), bytes: random.pick([0, 1, 100]) }),
    same(
      "a file of a few bytes is copied, and an empty one",
      "There may be fewer blocks than operations that may be under way.",
    ),
  ),
  copying(
    (random) => uneven(random, 2),
    same(
      "completions are told apart by their word, in whatever order they come",
      "The slot in which a completion stands says nothing of which operation it was: `userData` does.",
    ),
  ),
  copying(
    (random) => uneven(random, 14),
    { name: "depth operations are under way as long as there is something to copy", check: deep },
  ),
  copying(
    (random) => file({ random, rounds: 3, device: { shortReadsEvery: random.integer(2, 4) } }),
    same(
      "what a short read left out is read again",
      "A read moves as many bytes as its result says, and the rest of the buffer holds what it held before.",
    ),
  ),
  copying(
    (random) => file({ random, rounds: 3, device: { shortWritesEvery: random.integer(2, 4) } }),
    same(
      "what a short write left out is written",
      "A write is not done before all of its bytes are, and its result says how many were.",
    ),
  ),
  copying(
    (random) => ({
      ...file({ random, rounds: 6, device: { lanes: 1 } }),
      cancelledAtNs: random.integer(5, 15) * 100 * US - 50 * US,
    }),
    { name: "a cancelled copy begins nothing more, and takes back what has not begun", check: cancelledInTime },
    {
      name: "a cancelled copy waits for what was under way",
      check: (observation) => leftNothing(ranOf(observation)),
    },
  ),
  copying(
    (random) => {
      const input = uneven(random, 6);
      return { ...input, device: { ...input.device, failsAt: random.integer(input.depth, 4 * input.depth) } };
    },
    {
      name: "a copy that fails returns the error, with nothing under way",
      check(observation, { input }) {
        const ran = ranOf(observation);
        returned(ran, "EIO");
        leftNothing(ran);
        stops(ran, { most: input.depth, look: "After an error there is no point in copying the rest." });
      },
    },
  ),
]);
