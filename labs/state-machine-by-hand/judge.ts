/** Draws parcels and signals, and compares each step with what V8's generator did: no step is written down here. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random, Scenario } from "../_runner/lab.ts";
import { type Act, type Input, inWords, type Observation, type Outcome } from "./drive.ts";
import type { Parcel, Signal } from "./starter.ts";

type Context = CheckContext<Input>;

const DOORS = ["3 Mill Lane", "12 Quay Street", "7 Bell Yard", "40 North Road", "9 Canal Row", "21 Orchard Way"];
const NEIGHBOURS = ["number 2", "number 5", "the bakery", "the pharmacy", "number 18", "the library"];
const TROUBLES = ["a flat tyre", "a dog", "the wrong street", "snow"];
/** A frame's own fields and one text; a round's history would be many times that. */
const LONGEST_FRAME = 600;

function outcomesOf(observation: Observation): readonly Outcome[] {
  if (observation?.exported === false) {
    refuse({
      expected: "the file to export two functions, begin and resume",
      happened: "one of them is missing",
      look: "The starter shows both.",
    });
  }
  if (Array.isArray(observation?.outcomes) && Number.isInteger(observation.frameLength)) return observation.outcomes;
  return refuseShape("a report of what each step came to");
}

/** Step by step with the generator. */
function compare(look: string) {
  return (observation: Observation, { input, reference, trace }: Context): void => {
    const yours = outcomesOf(observation).map(inWords);
    const real = outcomesOf(reference as unknown as Observation).map(inWords);
    const index = real.findIndex((outcome, place) => yours[place] !== outcome);
    if (index === -1) return;
    const traceAt = trace.events.findIndex(({ kind, atNs }) => kind === "printed" && atNs >= index * 1_000_000);
    refuse({
      expected: `a round that ${storyOf(input, index)} to answer: it ${real[index]}`,
      happened: `it ${yours[index] ?? "did nothing"}`.replace(/^it it /, "it "),
      look,
      ...(traceAt === -1 ? {} : { traceAt }),
    });
  };
}

/** What the round of an act has been sent, the last of it as the question. */
function storyOf({ acts }: Input, index: number): string {
  const act = acts[index]!;
  if ("copy" in act) return "is saved";
  const sent = acts.slice(0, index + 1).flatMap((each) =>
    "round" in each && each.round === act.round ? [each.signal] : []
  );
  const shown = sent.slice(-5).map(({ how, sent }) => `${how}(${sent === undefined ? "" : `'${sent}'`})`);
  return `was sent ${sent.length > shown.length ? "…, " : ""}${shown.join(", ")}`;
}

function holdsNoHistory(observation: Observation, { input }: Context): void {
  outcomesOf(observation);
  if (observation.frameLength <= LONGEST_FRAME) return;
  refuse({
    expected: `a frame of at most ${LONGEST_FRAME} characters besides the parcel, however long the round`,
    happened: `it had ${observation.frameLength} after ${input.acts.length} steps`,
    look: "A frame says where the round stands and what is needed there. How it came there is not needed.",
  });
}

// ---- parcels and signals --------------------------------------------------------------------------------------------

function parcel(random: Random, { rings = random.integer(1, 3) }: { readonly rings?: number } = {}): Parcel {
  return {
    door: random.pick(DOORS),
    neighbours: random.shuffle(NEIGHBOURS).slice(0, random.integer(1, 3)),
    rings,
  };
}

const next = (sent?: string): Signal => sent === undefined ? { how: "next" } : { how: "next", sent };

/** Nobody opens and nobody takes it: words of all kinds that are not the ones that matter. */
function no(random: Random): Signal {
  return next(random.pick(["nobody", "no", "a dog barks", "later"]));
}

function troubleOrEnd(random: Random): Signal {
  return random.integer(0, 1) === 0
    ? { how: "throw", sent: random.pick(TROUBLES) }
    : { how: "return", sent: `called off ${random.integer(1, 99)}` };
}

const resumes = (signals: readonly Signal[], round = 0): Act[] => signals.map((signal) => ({ round, signal }));

/** As many steps as the round's rings and neighbours take, and some more. */
function steps({ rings, neighbours }: Parcel): number {
  return rings * (1 + neighbours.length) + 3;
}

function wholeRound(random: Random): Input {
  const its = parcel(random, { rings: random.integer(2, 3) });
  return {
    parcels: [its],
    acts: resumes([next(), ...Array.from({ length: steps(its) }, () => no(random))]),
  };
}

/** One round that ends at each of the answers it can end at. */
function answers(random: Random): Input {
  const its = { ...parcel(random, { rings: 2 }), neighbours: random.shuffle(NEIGHBOURS).slice(0, 2) };
  const most = 2 * (1 + its.neighbours.length);
  const acts: Act[] = [];
  for (let refusals = 0; refusals < most; refusals++) {
    const isAtDoor = refusals % (1 + its.neighbours.length) === 0;
    const refused = Array.from({ length: refusals }, () => no(random));
    acts.push(...resumes([next(), ...refused, next(isAtDoor ? "opened" : "yes"), next("locked"), next()], refusals));
  }
  return { parcels: Array.from({ length: most }, () => its), acts };
}

/** One round for each place: that many steps, and then what is sent there; and on to its end. */
function atEachPlace(sent: (random: Random) => readonly Signal[]) {
  return (random: Random): Input => {
    const its = parcel(random, { rings: 2 });
    const places = 2 * (1 + its.neighbours.length);
    const acts = Array.from({ length: places }, (_, place) => {
      const before = [next(), ...Array.from({ length: place }, () => no(random))];
      return resumes([...before, ...sent(random), no(random), no(random), next()], place);
    }).flat();
    return { parcels: Array.from({ length: places }, () => its), acts };
  };
}

/** Ways into the report, which then hears each kind of thing; likewise the van. */
function insideCleaning(random: Random): Input {
  const its = parcel(random);
  const into: readonly (readonly Signal[])[] = [
    [next(), { how: "throw", sent: random.pick(TROUBLES) }],
    [next(), { how: "return", sent: "called off" }],
    [next(), { how: "throw", sent: random.pick(TROUBLES) }, next("come back")],
    [next(), { how: "throw", sent: random.pick(TROUBLES) }, { how: "throw", sent: "no signal" }],
    [next(), { how: "throw", sent: random.pick(TROUBLES) }, { how: "return", sent: "called off" }],
    [next(), next("opened")],
  ];
  const then: readonly Signal[] = [next("locked"), { how: "throw", sent: "the key broke" }, {
    how: "return",
    sent: "towed",
  }];
  const scripts = into.flatMap((way) =>
    then.map((signal) => [...way, signal, next("locked"), next(), troubleOrEnd(random)])
  );
  return { parcels: scripts.map(() => its), acts: scripts.flatMap((script, round) => resumes(script, round)) };
}

function beforeAndAfter(random: Random): Input {
  const its = parcel(random);
  const over = [next(), next("opened"), next("locked")];
  const scripts: readonly (readonly Signal[])[] = [
    [{ how: "throw", sent: random.pick(TROUBLES) }, next(), next()],
    [{ how: "return", sent: "never sent" }, next(), { how: "throw", sent: "too late" }],
    [...over, next("hello"), { how: "throw", sent: "too late" }, next(), { how: "return", sent: "and now" }, next()],
    [next("a first word, which nobody hears"), no(random)],
  ];
  return { parcels: scripts.map(() => its), acts: scripts.flatMap((script, round) => resumes(script, round)) };
}

/** Any signal, the more the likelier a plain answer. */
function anySignal(random: Random): Signal {
  switch (random.integer(0, 11)) {
    case 0:
      return troubleOrEnd(random);
    case 1:
      return next("opened");
    case 2:
      return next("yes");
    default:
      return no(random);
  }
}

/** Whole rounds, a step of each in turn. */
function inTurn(random: Random): Input {
  const parcels = Array.from({ length: 3 }, () => parcel(random, { rings: 3 }));
  const acts: Act[] = parcels.map((_, round) => ({ round, signal: next() }));
  for (let turn = 0; turn < Math.max(...parcels.map(steps)); turn++) {
    for (let round = 0; round < parcels.length; round++) acts.push({ round, signal: no(random) });
  }
  return { parcels, acts };
}

/** Rounds that are resumed by chance, and copies of them, some of which go on while the original goes elsewhere. */
function roundsAndCopies(random: Random): Input {
  const parcels = Array.from({ length: 4 }, () => parcel(random));
  const acts: Act[] = parcels.map((_, round) => ({ round, signal: next() }));
  let rounds = parcels.length;
  for (let count = 0; count < 90; count++) {
    if (random.integer(0, 6) === 0) {
      acts.push({ copy: random.integer(0, rounds - 1) });
      rounds += 1;
    } else acts.push({ round: random.integer(0, rounds - 1), signal: anySignal(random) });
  }
  return { parcels, acts };
}

/** A copy at every place of a round, the van included; all of them are then led to their ends in different ways. */
function copiesEverywhere(random: Random): Input {
  const its = parcel(random, { rings: 2 });
  const signals = [
    next(),
    no(random),
    no(random),
    { how: "throw", sent: random.pick(TROUBLES) } as const,
    next("come back"),
  ];
  const acts: Act[] = [{ copy: 0 }];
  for (const signal of signals) acts.push({ round: 0, signal }, { copy: 0 });
  for (let round = 0; round <= signals.length + 1; round++) {
    acts.push(...resumes([no(random), no(random), troubleOrEnd(random), no(random), no(random)], round));
  }
  return { parcels: [its], acts };
}

function longRound(random: Random): Input {
  const its = parcel(random, { rings: 120 });
  return { parcels: [its], acts: resumes([next(), ...Array.from({ length: 300 }, () => no(random))]) };
}

interface Claim {
  readonly name: string;
  readonly look: string;
}

function against(input: (random: Random) => Input, { name, look }: Claim): Scenario {
  return scenario<Input, Observation>({ input, needsReference: true, tests: [{ name, check: compare(look) }] });
}

export const judge = defineJudge([
  against(wholeRound, {
    name: "it rings and asks as the generator does",
    look: "At each place: which step comes next, and what does it need to know from before?",
  }),
  against(answers, {
    name: "an answer that ends the round ends it after the van is locked",
    look: "A `return` inside the `try` runs the `finally` first, which yields. Where is the result meanwhile?",
  }),
  against(atEachPlace((random) => [{ how: "throw", sent: random.pick(TROUBLES) }]), {
    name: "an error that is thrown in at a door is reported",
    look: "The first two `yield`s stand inside the `try`: what is thrown in there lands in the `catch`.",
  }),
  against(atEachPlace((random) => [{ how: "return", sent: `called off ${random.integer(1, 99)}` }]), {
    name: "a round that is called off locks the van and ends with what was sent",
    look: "`return(value)` is a `return` at the place where the round stands. What stands between there and the end?",
  }),
  against(insideCleaning, {
    name: "what comes in during the report and the locking takes the place of what was to come",
    look: "In the `catch` there is still the `finally` ahead. In the `finally` nothing is, and the last word counts.",
  }),
  against(beforeAndAfter, {
    name: "before its first step and after its last, a round answers at once",
    look: "A generator that has not begun has no `try` yet. One that is over has nothing left to run.",
  }),
  against(inTurn, {
    name: "rounds under way at once do not mix",
    look: "Everything that a round remembers belongs into its frame.",
  }),
  against(copiesEverywhere, {
    name: "a frame that was saved and read again goes on in the same way",
    look:
      "JSON keeps texts, numbers, lists and plain objects. What else is in the frame, and what do two frames share?",
  }),
  scenario<Input, Observation>({
    input: longRound,
    needsReference: true,
    tests: [
      {
        name: "a long round goes as the generator does",
        check: compare("What is counted, from where, and what sets it back?"),
      },
      { name: "a frame does not grow with the round", check: holdsNoHistory },
    ],
  }),
  against(roundsAndCopies, {
    name: "rounds and their copies, with signals of all kinds, go as generators do",
    look: "Read the signals one by one along the generator: where does it stand, and what is around that place?",
  }),
]);
