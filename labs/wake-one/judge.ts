/** Draws clients that come alone or together; judges who woke for them, who took them, and whether all workers hear of the end. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Client, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;

const WORKERS = 4;
/** As the task says: of 28 connections that come alone, each worker takes so many. */
const ALONE = 28;
const LEAST = 4;
const NS_PER_MS = 1_000_000;

/** Refuses what the drive never reports, and workers that broke down. */
function checkRun(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a generator function work");
  }
  const { taken, woke, returnedMs, sleeping } = observation ?? {};
  if (![taken, woke, returnedMs, sleeping].every(Array.isArray)) {
    refuseShape("a report of the workers' day");
  }
  const { spun, error } = observation;
  if (spun) {
    refuse({
      expected: "workers that sleep while nobody connects",
      happened: "they made thousands of calls, and no time passed",
      look: "What is ready, and what would make it not ready?",
    });
  }
  if (error === null) return;
  refuse({
    expected: "the workers to run until they are stopped",
    happened: `there was ${error}`,
    look: "Which call gave something that the code did not expect?",
  });
}

function traceAt(atMs: number, { trace }: Context): { readonly traceAt?: number } {
  const index = trace.events.findIndex(({ atNs }) => atNs >= atMs * NS_PER_MS);
  return index === -1 ? {} : { traceAt: index };
}

function wakesOne(observation: Observation, context: Context): void {
  checkRun(observation);
  context.input.clients.forEach(({ connectsMs }, client) => {
    const woken = observation.woke.filter(({ atMs }) => atMs === connectsMs);
    if (woken.length <= 1) return;
    refuse({
      expected: "a connection that comes alone to wake one worker",
      happened: `connection ${client + 1}, at ${connectsMs} ms, woke ${woken.length}: worker ${
        woken.map(({ worker }) => worker).join(", ")
      }`,
      look: "Who has asked to be told of a connection, and in which manner?",
      ...traceAt(connectsMs, context),
    });
  });
}

/** With as many workers as come at once there is somebody for each. */
function takenAtOnce(observation: Observation, context: Context): void {
  checkRun(observation);
  context.input.clients.forEach(({ connectsMs }, client) => {
    const takers = observation.taken.filter((entry) => entry.client === client);
    if (takers.length === 1 && takers[0]!.atMs === connectsMs) return;
    const late = takers[0];
    refuse({
      expected: `connection ${client + 1} to be served at ${connectsMs} ms, when it came: a worker was free`,
      happened: late === undefined
        ? `it was never served${sleepWords(observation)}`
        : `worker ${late.worker} began with it at ${late.atMs} ms`,
      look: late === undefined
        ? "Does every worker that goes back to sleep stand in the listener's queue, and did `epollCtl` return 0?"
        : "What does a worker do with a second connection while it serves the first, and who else could have had it?",
      ...traceAt(connectsMs, context),
    });
  });
}

function sleepWords({ sleeping }: Observation): string {
  return sleeping.length === 0 ? "" : `; at the end there slept ${sleeping.join(", ")}`;
}

function sharesWork(observation: Observation, context: Context): void {
  checkRun(observation);
  const shares = Array.from(
    { length: WORKERS },
    (_, index) => observation.taken.filter(({ worker }) => worker === index + 1).length,
  );
  const least = Math.min(...shares);
  if (least >= LEAST) return;
  refuse({
    expected: `each worker to take at least ${LEAST} of ${context.input.clients.length} connections`,
    happened: `worker 1 to ${WORKERS} took ${shares.join(", ")}`,
    look: least === 0
      ? "The queue is gone through from its beginning each time. Who stands there, and how does one get to its end?"
      : "Does every worker do that often enough, and with success? Calls say when they refuse.",
  });
}

function allStop(observation: Observation, context: Context): void {
  checkRun(observation);
  const { stopsMs } = context.input;
  const missing = observation.returnedMs.findIndex((ms) => ms !== stopsMs);
  if (missing === -1) return;
  const ms = observation.returnedMs[missing];
  const asleep = observation.sleeping.find((entry) => entry.startsWith(`worker ${missing + 1} `));
  refuse({
    expected: `all ${WORKERS} workers to return at ${stopsMs} ms, when stop became readable`,
    happened: `worker ${missing + 1} ${
      ms === null || ms === undefined
        ? `slept on${asleep === undefined ? "" : `, ${asleep.replace(`worker ${missing + 1} `, "")}`}`
        : `returned at ${ms} ms`
    }`,
    look: "Some news is for one of the herd, and some for all. Where does a worker have to be to hear this?",
    ...traceAt(stopsMs, context),
  });
}

/** Connections that come one by one, each over before the next. */
function alone(random: Random): Input {
  const clients: Client[] = [];
  let atMs = 5;
  for (let client = 0; client < ALONE; client++) {
    const lastsMs = random.integer(1, 6);
    clients.push({ connectsMs: atMs, lastsMs });
    atMs += lastsMs + random.integer(1, 8);
  }
  return { clients, stopsMs: atMs + random.integer(1, 9) };
}

/** Up to four at the same moment, all gone before the next lot. */
function together(random: Random): Input {
  const clients: Client[] = [];
  let atMs = 5;
  for (const size of random.shuffle([2, 3, 4, 4, 4, 3, 2, 4])) {
    for (let client = 0; client < size; client++) clients.push({ connectsMs: atMs, lastsMs: random.integer(3, 9) });
    atMs += 10 + random.integer(1, 8);
  }
  return { clients, stopsMs: atMs };
}

function runs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  runs(alone, [
    { name: "a connection that comes alone wakes one worker", check: wakesOne },
    { name: "a connection that comes alone is served at once", check: takenAtOnce },
    { name: "each worker takes its share of connections that come one by one", check: sharesWork },
    { name: "all workers return when stop can be read", check: allStop },
  ]),
  runs(together, [
    { name: "connections that come at once each get a worker", check: takenAtOnce },
    { name: "all workers return after a busy day too", check: allStop },
  ]),
]);
