/** A day of the scan log in virtual time: a broker that watches the consumer, and photos that hold the thread. */
import { type Coroutine, createScheduler, sleep, spend, Suspension, virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Scan, World } from "./starter.ts";

/** A photo, and for how long reading it holds the thread. */
export interface Photo {
  readonly name: string;
  readonly ms: number;
}

/** The photos of each scan, in the order of the log. */
export interface Input {
  readonly scans: readonly (readonly Photo[])[];
  /** Before this scan comes, the log is empty for a while. */
  readonly quiet: { readonly before: number; readonly ms: number } | null;
  readonly key: string;
}

/** The broker's two reasons. */
export type Timeout = "session" | "poll";

export interface Observation {
  readonly exported: boolean;
  readonly returned: boolean;
  /** Each time that the consumer was thrown out: after what silence, and where in the trace. */
  readonly evictions: readonly { readonly why: Timeout; readonly silentMs: number; readonly at: number }[];
  readonly saves: readonly { readonly offset: Json; readonly labelsRight: boolean; readonly at: number }[];
  /** `savedUpTo`: the first scan that had not been saved when the commit came. */
  readonly commits: readonly { readonly offset: Json; readonly savedUpTo: number; readonly at: number }[];
  /** The first poll that came while saved scans were not committed. */
  readonly early: { readonly saved: number; readonly committed: number; readonly at: number } | null;
  readonly committed: number;
  readonly heartbeats: number;
  readonly heartbeatsAfter: number;
  readonly durationMs: number;
  /** Where in the trace `consume` returned, or the run ended. */
  readonly endedAt: number;
}

interface Learner {
  readonly consume?: unknown;
}

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

/** Kafka's defaults. */
const SESSION_TIMEOUT_MS = 45_000;
const MAX_POLL_INTERVAL_MS = 300_000;

/** How long the broker takes to answer, and the store to store. */
const POLL_MS = 20;
const EMPTY_POLL_MS = 500;
const HEARTBEAT_MS = 5;
const COMMIT_MS = 10;
const SAVE_MS = 200;

/** The broker gives up on a consumer that it had to throw out so often. */
const EVICTIONS = 3;
/** More than a trace holds: what comes later need not be recorded. */
const MOST_EVENTS = 4_000;

/** Heartbeats that may come after the day is over, before the run is stopped. */
const LEFT_OVER = 5;

/** Stops a run that would not end by itself. */
class Stop extends Error {}

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  return await live(learner, input, { tools, say: () => {} }) as unknown as Json;
}

/** A day of thirty scans, and what the broker says. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  const scans = Array.from(
    { length: 30 },
    (_, scan) =>
      Array.from({ length: 1 + scan % 5 }, (_, photo) => ({ name: `S${scan}-${photo}`, ms: 2_000 * (1 + scan % 5) })),
  );
  const seen = await live(learner, { scans, quiet: { before: 20, ms: 60_000 }, key: "example" }, {
    tools,
    say: (line) => console.log(line),
  });
  if (!seen.exported) throw new TypeError("export a generator function consume: the starter shows it");
  const offsets = new Set(seen.saves.map(({ offset }) => offset));
  console.log(
    `\n${offsets.size} of ${scans.length} scans saved, with ${seen.saves.length} saves; committed up to ${seen.committed}; ` +
      `${
        seen.evictions.length === 0 ? "never" : `${seen.evictions.length} times`
      } thrown out; ${seen.heartbeats} heartbeats.`,
  );
}

interface Day {
  readonly tools: DriveTools;
  /** Hears what the broker thinks. */
  readonly say: (line: string) => void;
}

/** Lives through the day with the learner's consumer. */
async function live(learner: Learner, input: Input, { tools, say }: Day): Promise<Observation> {
  const seen = {
    returned: false,
    evictions: [] as { why: Timeout; silentMs: number; at: number }[],
    saves: [] as { offset: Json; labelsRight: boolean; at: number }[],
    commits: [] as { offset: Json; savedUpTo: number; at: number }[],
    early: null as Observation["early"],
    committed: 0,
    heartbeats: 0,
    heartbeatsAfter: 0,
    durationMs: 0,
    endedAt: 0,
  };
  if (typeof learner.consume !== "function") return { exported: false, ...seen };
  const consume = learner.consume as (world: World) => Coroutine<void>;
  let recorded = 0;
  const record: DriveTools["record"] = (event) => {
    if (recorded++ < MOST_EVENTS) tools.record(event);
  };
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock, record });
  tools.traceOn({ nowNs: () => clock.nowNs() });

  // Methods that the learner could replace are not used: lists are written by index.
  const msOf: Record<string, number> = Object.create(null);
  const saved: boolean[] = [];
  for (let offset = 0; offset < input.scans.length; offset++) {
    saved[offset] = false;
    const photos = input.scans[offset]!;
    for (let index = 0; index < photos.length; index++) msOf[photos[index]!.name] = photos[index]!.ms;
  }
  let member = false;
  /** Where the next poll goes on. */
  let position = 0;
  /** Counts the times that the group was formed anew: what was polled before may not be committed. */
  let generation = 0;
  let polledIn = 0;
  let lastBeatMs = 0;
  let lastPollMs = 0;
  let quiet = input.quiet;
  let polling = false;

  const nowMs = () => clock.nowNs() / 1e6;
  const savedUpTo = () => {
    let offset = 0;
    while (saved[offset] === true) offset++;
    return offset;
  };

  function note(text: string): number {
    record({ kind: "printed", text });
    say(`${`${(nowMs() / 1_000).toFixed(1)} s`.padStart(9)}  ${text}`);
    return recorded - 1;
  }

  /** The broker looks at its watch. */
  function look(): void {
    if (!member || seen.returned) return;
    const silent = { session: nowMs() - lastBeatMs, poll: polling ? 0 : nowMs() - lastPollMs };
    const why = silent.session > SESSION_TIMEOUT_MS ? "session" : silent.poll > MAX_POLL_INTERVAL_MS ? "poll" : null;
    if (why === null) return;
    const silentMs = Math.round(silent[why]);
    const without = why === "session" ? "a heartbeat" : "a poll";
    const at = note(`thrown out: ${(silentMs / 1_000).toFixed(1)} s without ${without}`);
    seen.evictions[seen.evictions.length] = { why, silentMs, at };
    // Others go on at what was committed; the client joins again with its next poll.
    generation++;
    position = seen.committed;
    member = false;
  }

  /** A poll makes the consumer a member of its group, if it is none. */
  function join(): void {
    if (!member) lastBeatMs = lastPollMs = nowMs();
    member = true;
  }

  const world: World = {
    *poll(max) {
      if (!Number.isInteger(max) || max < 1) {
        throw new RangeError(`poll(${max}): give a whole number of scans, 1 or more`);
      }
      look();
      if (seen.evictions.length >= EVICTIONS) return [];
      join();
      const upTo = savedUpTo();
      if (upTo > seen.committed && seen.early === null && generation === polledIn) {
        seen.early = { saved: upTo, committed: seen.committed, at: recorded - 1 };
      }
      const scans: Scan[] = [];
      polling = true;
      if (quiet !== null && quiet.before <= position) {
        const { ms } = quiet;
        quiet = null;
        note("poll: the log is empty for now");
        yield* sleep(ms);
        look();
        join();
      }
      for (; scans.length < max && position < input.scans.length; position++) {
        if (quiet?.before === position) break;
        const photos: string[] = [];
        const own = input.scans[position]!;
        for (let index = 0; index < own.length; index++) photos[index] = own[index]!.name;
        scans[scans.length] = { offset: position, photos };
      }
      yield* sleep(scans.length === 0 ? EMPTY_POLL_MS : POLL_MS);
      polling = false;
      lastPollMs = nowMs();
      polledIn = generation;
      if (scans.length > 0) note(`poll: ${scans.length} scans from ${scans[0]!.offset} on`);
      return scans;
    },
    *heartbeat() {
      look();
      seen.heartbeats++;
      if (seen.returned && ++seen.heartbeatsAfter > LEFT_OVER) throw new Stop("the day is over");
      lastBeatMs = nowMs();
      yield* sleep(HEARTBEAT_MS);
    },
    *commit(offset) {
      look();
      seen.commits[seen.commits.length] = { offset: offset ?? null, savedUpTo: savedUpTo(), at: recorded };
      if (polledIn === generation) {
        seen.committed = offset;
        note(`commit: up to ${offset}`);
      } else note(`commit refused: the group has moved on to ${seen.committed}`);
      yield* sleep(COMMIT_MS);
    },
    readLabel(photo) {
      spend(msOf[photo] ?? 0);
      look();
      return labelOn(input.key, photo);
    },
    *save(offset, labels) {
      look();
      yield* sleep(SAVE_MS);
      const photos = input.scans[offset];
      let labelsRight = photos !== undefined && Array.isArray(labels) && labels.length === photos.length;
      for (let index = 0; labelsRight && index < photos!.length; index++) {
        labelsRight = labels[index] === labelOn(input.key, photos![index]!.name);
      }
      seen.saves[seen.saves.length] = { offset: offset ?? null, labelsRight, at: recorded - 1 };
      if (photos !== undefined) saved[offset] = true;
    },
  };

  scheduler.spawn("consume", function* () {
    yield* consume(world);
    look();
    seen.returned = true;
    seen.durationMs = Math.round(nowMs());
    seen.endedAt = note("the day is over");
  });
  try {
    await scheduler.run();
  } catch (error) {
    if (seen.heartbeatsAfter <= LEFT_OVER) throw error;
  }
  if (!seen.returned) seen.endedAt = recorded - 1;
  return { exported: true, ...seen };
}

/** What `readLabel` returns for a photo: FNV-1a over the key and the name. */
export function labelOn(key: string, photo: string): string {
  let hash = 0x811c9dc5;
  const text = `${key}/${photo}`;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return `${photo} ${(hash >>> 0).toString(36)}`;
}
