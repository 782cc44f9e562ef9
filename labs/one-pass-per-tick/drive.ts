/** A loop of three phases in virtual time, whose I/O phase is the learner's; reports what waited, and for how long. */
import { virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { ioPhase, Loop, ReadyEvent } from "./starter.ts";

/** Events of one connection. */
export interface Connection {
  readonly name: string;
  /** When the first is ready, and how many come. */
  readonly fromMs: number;
  readonly count: number;
  /** Milliseconds from one to the next; 0: all at once. `"when handled"`: the next is ready when the one before was handled. */
  readonly every: number | "when handled";
  /** What handling one takes. */
  readonly handleMs: number;
}

export interface Input {
  readonly connections: readonly Connection[];
  /** How long the loop runs, at least; after that, until all is handled. */
  readonly untilMs: number;
}

export interface Observation {
  readonly exported: boolean;
  readonly handled: number;
  /** Events that were ready in the end and never handled, and how many of them had been taken by a poll. */
  readonly lost: number;
  readonly lostInHand: number;
  /** The first event that was handled before an older one, or twice, or was no event at all; in words. */
  readonly outOfOrder: string | null;
  /** Of the longest phase: its length, the events handled in it, and the trace's index at its end. */
  readonly longest: { readonly ms: number; readonly handled: number; readonly at: number };
  /** Set when the phase was stopped because it went on for more than a second, or polled without end. */
  readonly stuck: boolean;
  readonly polls: number;
  /** Polls in ticks in which nothing was handled, and the number of those ticks. */
  readonly idlePolls: number;
  readonly idleTicks: number;
  /** A timer of a millisecond, set again and again: by how much it was late, at worst. */
  readonly timerLateMs: number;
  /** From ready to answered: at the 50th and at the 99th percentile. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Learner {
  readonly ioPhase?: unknown;
}

type Phase = typeof ioPhase;

const POLL_MS = 0.05;
/** What the timers and the immediates take in each tick. */
const OTHERS_MS = 0.1;
const TIMER_EVERY_MS = 1;
const LONGEST_PHASE_MS = 1_000;
const MOST_POLLS_A_PHASE = 3_000;
const MOST_TICKS = 20_000;
/** The loop counts in whole nanoseconds. */
const NS_PER_MS = 1_000_000;

/** Stops a phase that does not end. */
class Stop extends Error {}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  const phase = learner.ioPhase;
  if (typeof phase !== "function") return { exported: false };
  return live(phase as Phase, input, tools) as unknown as Json;
}

/** The same traffic by the learner's phase and by batches of several sizes. */
export function example(learner: Learner, tools: DriveTools): void {
  const phase = learner.ioPhase;
  if (typeof phase !== "function") throw new TypeError("export a function ioPhase: the starter shows it");
  const input: Input = {
    connections: [
      { name: "a loopback peer", fromMs: 4, count: 1_500, every: "when handled", handleMs: 0.04 },
      { name: "scanners", fromMs: 10, count: 800, every: 0, handleMs: 0.05 },
      { name: "a browser", fromMs: 0, count: 12, every: 5, handleMs: 0.1 },
    ],
    untilMs: 60,
  };
  const rows: [string, Observation][] = [["your phase", live(phase as Phase, input, tools)]];
  for (const size of [1, 16, 64, 512]) rows.push([`one pass of ${size}`, live(passOf(size), input, null)]);
  rows.push(["until nothing is ready", live(untilNothing, input, null)]);
  console.log("                       answers: p50       p99   timers late by   polls");
  for (const [name, seen] of rows) {
    const [p50, p99, late] = [seen.p50Ms, seen.p99Ms, seen.timerLateMs].map((ms) => `${ms.toFixed(1)} ms`.padStart(9));
    console.log(
      `${name.padEnd(24)}${p50!.padStart(11)} ${p99} ${late!.padStart(16)} ${String(seen.polls).padStart(7)}`,
    );
  }
}

function passOf(size: number): Phase {
  return (loop) => loop.poll(size).forEach((event) => loop.handle(event));
}

function untilNothing(loop: Loop): void {
  for (let events = loop.poll(Infinity); events.length > 0; events = loop.poll(Infinity)) {
    for (const event of events) loop.handle(event);
  }
}

interface Known extends ReadyEvent {
  readonly readyNs: number;
  readonly connection: number;
}

function live(phase: Phase, { connections, untilMs }: Input, tools: DriveTools | null): Observation {
  const clock = virtualTime();
  const nowNs = clock.nowNs;
  const spend = (ms: number) => clock.spend(Math.round(ms * NS_PER_MS));
  let recorded = 0;
  const record: DriveTools["record"] = (event) => {
    recorded++;
    tools?.record(event);
  };
  tools?.traceOn({ nowNs });

  /** Ready, and not taken yet. */
  const ready: Known[] = [];
  /** Taken or handed out, and not handled yet: oldest first. */
  const due: Known[] = [];
  /** When each connection's next event is ready: `Infinity` when that is not known yet, or never. */
  const nextNs = connections.map(({ fromMs }) => fromMs * NS_PER_MS);
  const sent = connections.map(() => 0);
  const known = new Map<ReadyEvent, Known>();
  const waitsMs: number[] = [];
  /** Of events that were handled in this tick: their answers go out in the immediates. */
  let answers: number[] = [];
  let ids = 0;
  let outOfOrder: string | null = null;
  let stuck = false;
  let [polls, idlePolls, idleTicks, ticks] = [0, 0, 0, 0];
  let phasePolls = 0;
  let phaseHandled = 0;
  let phaseBeganNs = 0;
  let isInPhase = false;
  let longest = { ms: 0, handled: 0, at: 0 };
  let timerLateMs = 0;
  let timerDueNs = TIMER_EVERY_MS * NS_PER_MS;

  /** What has become ready by now, in the order in which it did. */
  function arrive(): void {
    for (;;) {
      let first = -1;
      for (let index = 0; index < connections.length; index++) {
        if (first === -1 || nextNs[index]! < nextNs[first]!) first = index;
      }
      if (first === -1 || nextNs[first]! > nowNs()) return;
      const { name, count, every } = connections[first]!;
      const event: Known = { from: name, id: ++ids, readyNs: nextNs[first]!, connection: first };
      sent[first]!++;
      nextNs[first] = every === "when handled" || sent[first]! >= count ? Infinity : nextNs[first]! + every * NS_PER_MS;
      ready[ready.length] = event;
      due[due.length] = event;
    }
  }

  const loop: Loop = {
    nowMs: () => nowNs() / NS_PER_MS,
    poll(most) {
      if (++phasePolls > MOST_POLLS_A_PHASE) throw new Stop("too many polls");
      polls++;
      spend(POLL_MS);
      arrive();
      const count = typeof most === "number" && most > 0 ? Math.min(Math.floor(most), ready.length) : 0;
      const taken: ReadyEvent[] = [];
      for (let index = 0; index < count; index++) {
        const event = ready[index]!;
        const given = Object.freeze({ from: event.from, id: event.id });
        known.set(given, event);
        taken[index] = given;
      }
      ready.splice(0, count);
      if (phasePolls === 1 || count > 0) {
        record({ kind: "queue-length", queue: "ready and not taken", length: ready.length });
      }
      return taken;
    },
    handle(given) {
      const event = known.get(given);
      if (event === undefined) {
        outOfOrder ??= "something was handled that no poll had given, or that had been handled already";
        return;
      }
      known.delete(given);
      if (nowNs() - phaseBeganNs > LONGEST_PHASE_MS * NS_PER_MS) throw new Stop("too long");
      if (!isInPhase) outOfOrder ??= `event ${event.id} of ${event.from} was handled outside of the phase`;
      // The kernel's ready ones come after all that was taken.
      const place = due.indexOf(event);
      if (place > 0) {
        outOfOrder ??= `event ${event.id} of ${event.from} was handled before event ${due[0]!.id} of ${due[0]!.from}`;
      }
      due.splice(place, 1);
      answers[answers.length] = event.readyNs;
      phaseHandled++;
      const { every, count, handleMs } = connections[event.connection]!;
      spend(handleMs);
      if (every === "when handled" && sent[event.connection]! < count) nextNs[event.connection] = nowNs();
      arrive();
    },
  };

  while (
    !stuck && ticks < MOST_TICKS && (nowNs() < untilMs * NS_PER_MS || due.length > 0 || nextNs.some(Number.isFinite))
  ) {
    ticks++;
    record({ kind: "loop-phase", phase: "timers" });
    if (nowNs() >= timerDueNs) {
      timerLateMs = Math.max(timerLateMs, (nowNs() - timerDueNs) / NS_PER_MS);
      record({ kind: "timer-fired", timer: 1, lateNs: nowNs() - timerDueNs });
      timerDueNs = nowNs() + TIMER_EVERY_MS * NS_PER_MS;
    }
    spend(OTHERS_MS / 2);
    [phasePolls, phaseHandled, phaseBeganNs, isInPhase] = [0, 0, nowNs(), true];
    record({ kind: "loop-phase", phase: "I/O" });
    try {
      phase(loop);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      stuck = true;
    }
    isInPhase = false;
    const phaseMs = (nowNs() - phaseBeganNs) / NS_PER_MS;
    if (phaseHandled === 0) {
      idleTicks++;
      idlePolls += phasePolls;
    }
    record({ kind: "loop-phase", phase: "immediates" });
    if (phaseMs > longest.ms) longest = { ms: phaseMs, handled: phaseHandled, at: recorded - 1 };
    spend(OTHERS_MS / 2);
    for (let index = 0; index < answers.length; index++) {
      waitsMs[waitsMs.length] = (nowNs() - answers[index]!) / NS_PER_MS;
    }
    answers = [];
    rest();
  }

  /** With nothing ready the loop sleeps until a timer or an event is due, as in epoll_wait. */
  function rest(): void {
    arrive();
    if (due.length > 0) return;
    const untilNs = Math.min(timerDueNs, ...nextNs);
    if (untilNs > nowNs()) clock.spend(untilNs - nowNs());
  }

  timerLateMs = Math.max(timerLateMs, (nowNs() - timerDueNs) / NS_PER_MS);
  const sorted = waitsMs.toSorted((one, other) => one - other);
  const percentile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const total = connections.reduce((sum, { count }) => sum + count, 0);
  return {
    exported: true,
    handled: waitsMs.length,
    lost: total - waitsMs.length,
    lostInHand: due.length - ready.length,
    outOfOrder,
    longest,
    stuck,
    polls,
    idlePolls,
    idleTicks,
    timerLateMs,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}
