/**
 * A day of the learner's loop, on the model and on Linux. Descriptors are the kernel's; time is the drive's own, in both, so
 * that a busy machine makes nobody late: it moves by what callbacks cost, and by waiting. Whatever happens outside happens while
 * the loop waits, while a callback computes, or in the midst of a system call, as it would on another thread.
 */
import { createModelKernel, isErrno, type Kernel, O_NONBLOCK, recordKernel, type Returned } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Loop } from "./starter.ts";

/** A callback: what it is called in messages, how long it computes, and what it does then. */
export interface Work {
  readonly name: string;
  readonly costMs: number;
  readonly acts: readonly Act[];
  /** It queues itself so many times more. */
  readonly again: number;
}

export type Act =
  | { readonly act: "callSoon"; readonly work: Work }
  | { readonly act: "callLater"; readonly timer: number; readonly ms: number; readonly work: Work }
  | { readonly act: "cancel"; readonly timer: number }
  | { readonly act: "watch"; readonly pipe: number; readonly work: Work; readonly refills: number }
  | { readonly act: "unwatch"; readonly pipe: number };

/** What others do: at a time, or in the midst of one of the loop's own system calls. */
export type Happening =
  | { readonly atMs: number; readonly what: "bytes"; readonly pipe: number }
  | { readonly atMs: number; readonly what: "post"; readonly work: Work };

/** A post in the midst of one of the loop's own system calls: before the kernel does its part, or after. */
export interface Intrusion {
  /** The first call of this kind after this time; or a later one, when some are to be skipped. */
  readonly fromMs: number;
  readonly call: "read" | "epollWait" | "clockGettime";
  readonly skip: number;
  readonly when: "before" | "after";
  readonly work: Work;
}

export interface Input {
  readonly on: "model" | "linux";
  readonly pipes: number;
  /** What is asked of the loop before it runs. */
  readonly start: readonly Act[];
  /** In the order of their times. */
  readonly happenings: readonly Happening[];
  readonly intrusions: readonly Intrusion[];
}

export type Kind = "callSoon" | "callLater" | "watch" | "post";

/** A callback that ran. */
export interface Run {
  readonly kind: Kind;
  readonly name: string;
  /** Counts what was asked of the loop, of all kinds. */
  readonly asked: number;
  /** When it was to run, and when it did. */
  readonly dueMs: number;
  readonly ranMs: number;
  readonly at: number;
}

export interface Observation {
  /** Why there was no run, on a machine without the real kernel. */
  readonly without: string | null;
  readonly exported: boolean;
  readonly runs: readonly Run[];
  /** The first callback that ran when it must not: in words. */
  readonly unasked: { readonly name: string; readonly why: string; readonly at: number } | null;
  /** Callbacks that had not run when the loop went to sleep without limit, and when all was over. */
  readonly forgotten: { readonly kind: Kind; readonly name: string; readonly at: number } | null;
  /** Waits that ended, and nothing came of it; with the longest series of them. */
  readonly vain: { readonly waits: number; readonly inARow: number; readonly at: number };
  readonly returned: boolean;
  /** The loop waits, and nobody can wake it. */
  readonly hangs: boolean;
  readonly leaked: number;
  readonly waits: number;
  readonly endedAt: number;
}

type Learner = Readonly<Record<string, unknown>>;

const NS_PER_MS = 1_000_000;
/** What a system call takes. */
const CALL_NS = 5_000;
const MOST_CALLS = 6_000;
/** More than anyone steps through. */
const MOST_EVENTS = 700;

/** Ends a run that would not end by itself. */
class Stop extends Error {}

const NOTHING_SEEN: Observation = {
  without: null,
  exported: true,
  runs: [],
  unasked: null,
  forgotten: null,
  vain: { waits: 0, inARow: 0, at: 0 },
  returned: false,
  hangs: false,
  leaked: 0,
  waits: 0,
  endedAt: 0,
};

// Model and drive share these with the learner's module, which finds them as they are.
for (const shared of [Array.prototype, Map.prototype, Reflect, Object.getPrototypeOf(Uint8Array.prototype)]) {
  Object.freeze(shared);
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  return live(learner, input, tools) as unknown as Json;
}

/** Two timers, a connection, and another thread that has something to say. */
export function example(learner: Learner, tools: DriveTools): void {
  const work = (name: string, costMs = 0, acts: readonly Act[] = []): Work => ({ name, costMs, acts, again: 0 });
  const again: Act = { act: "callLater", timer: 2, ms: 5, work: work("the eta is refreshed again") };
  const input: Omit<Input, "on"> = {
    pipes: 1,
    start: [
      { act: "callLater", timer: 0, ms: 25, work: work("the carrier has not answered in time") },
      { act: "callLater", timer: 1, ms: 7, work: work("the eta is refreshed", 0, [again]) },
      {
        act: "watch",
        pipe: 0,
        work: work("a scan is read", 1, [{ act: "callSoon", work: work("the scan is stored") }]),
        refills: 0,
      },
    ],
    happenings: [
      { atMs: 9, what: "bytes", pipe: 0 },
      { atMs: 40, what: "post", work: work("a worker has printed the label") },
    ],
    intrusions: [],
  };
  for (const on of ["linux", "model"] as const) {
    const seen = live(learner, { ...input, on }, tools);
    if (!seen.exported) throw new TypeError("export a class Loop: the starter shows it");
    if (seen.without !== null) continue;
    console.log(`\n${on === "linux" ? "On Linux" : "On the model"}:`);
    for (const { name, dueMs, ranMs } of seen.runs) {
      const late = ranMs - dueMs >= 0.05 ? `, ${(ranMs - dueMs).toFixed(1)} ms late` : "";
      console.log(`  at ${ranMs.toFixed(1).padStart(5)} ms  ${name}${late}`);
    }
    if (seen.forgotten !== null) console.log(`  never: ${seen.forgotten.name}`);
    console.log(
      `  ${seen.waits} waits, ${seen.vain.waits} of them in vain; ${
        seen.returned ? "run returned" : seen.hangs ? "the loop sleeps for ever" : "run never returned"
      }`,
    );
  }
}

function live(learner: Learner, input: Input, tools: DriveTools): Observation {
  if (typeof learner.Loop !== "function") return { ...NOTHING_SEEN, exported: false };
  const kernel = input.on === "linux" ? tools.realKernel() : createModelKernel();
  if (typeof kernel === "string") return { ...NOTHING_SEEN, without: kernel };
  return new Day(kernel, input, tools).run(learner.Loop as typeof Loop);
}

/** Something that was asked of the loop. */
interface Asked {
  readonly kind: Kind;
  readonly asked: number;
  readonly work: Work;
  dueNs: number;
  state: "waiting" | "over" | "cancelled";
}

interface Pipe {
  readonly reader: number;
  readonly writer: number;
  watched: Asked | null;
  unread: number;
  refills: number;
}

/** One run of the loop, with all that happens around it. */
class Day {
  readonly #kernel: Kernel;
  readonly #input: Input;
  readonly #tools: DriveTools;
  readonly #pipes: readonly Pipe[];
  readonly #happenings: Happening[];
  readonly #intrusions: (Intrusion & { left: number })[];
  readonly #asked: Asked[] = [];
  /** By the program's number: the loop's own, and what was asked. */
  readonly #timers = new Map<number, { readonly handle: number; readonly asked: Asked }>();
  #loop: Loop | null = null;
  #nowNs = 0;
  #recorded = 0;
  #calls = 0;
  #waits = 0;
  /** Open descriptors of the loop's. */
  #open = 0;
  #isRunning = false;
  #stopPosted = false;
  #hangs = false;
  /** A callback runs; or somebody else's thread is in `post`. */
  #isInCallback = false;
  #isElsewhere = false;
  /** Since `epollWait` returned, something came of it. */
  #effect = true;
  #vainInARow = 0;
  #vain = { waits: 0, inARow: 0, at: 0 };
  #runs: Run[] = [];
  #unasked: Observation["unasked"] = null;
  #forgotten: Observation["forgotten"] = null;

  constructor(kernel: Kernel, input: Input, tools: DriveTools) {
    this.#kernel = kernel;
    this.#input = input;
    this.#tools = tools;
    this.#happenings = [...input.happenings];
    this.#intrusions = input.intrusions.map((intrusion) => ({ ...intrusion, left: intrusion.skip }));
    this.#pipes = Array.from({ length: input.pipes }, () => {
      const [reader, writer] = got(kernel.pipe2(O_NONBLOCK));
      return { reader, writer, watched: null, unread: 0, refills: 0 };
    });
    tools.traceOn({ nowNs: () => this.#nowNs });
  }

  run(LearnersLoop: typeof Loop): Observation {
    let returned = false;
    try {
      const loop = new LearnersLoop(recordKernel(this.#watched(), { record: (event) => this.#record(event) }));
      this.#loop = loop;
      for (const act of this.#input.start) this.#act(act);
      this.#isRunning = true;
      loop.run();
      returned = true;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    this.#noteForgotten();
    for (const { reader, writer } of this.#pipes) for (const fd of [reader, writer]) this.#kernel.close(fd);
    return {
      ...NOTHING_SEEN,
      runs: this.#runs,
      unasked: this.#unasked,
      forgotten: this.#forgotten,
      vain: this.#vain,
      returned: returned && this.#stopPosted,
      hangs: this.#hangs,
      leaked: this.#open,
      waits: this.#waits,
      endedAt: Math.max(0, this.#recorded - 1),
    };
  }

  // ---- what is asked of the loop --------------------------------------------------------------------------------------

  #act(act: Act): void {
    const loop = this.#loop!;
    switch (act.act) {
      case "callSoon": {
        const asked = this.#ask("callSoon", act.work, 0);
        loop.callSoon(() => this.#call(asked));
        break;
      }
      case "callLater": {
        const asked = this.#ask("callLater", act.work, act.ms);
        const handle = loop.callLater(act.ms, () => this.#call(asked));
        this.#timers.set(act.timer, { handle, asked });
        break;
      }
      case "cancel": {
        const timer = this.#timers.get(act.timer);
        if (timer === undefined) break;
        this.#note(`"${timer.asked.work.name}" is cancelled`);
        if (timer.asked.state === "waiting") timer.asked.state = "cancelled";
        loop.cancel(timer.handle);
        break;
      }
      case "watch": {
        const pipe = this.#pipes[act.pipe]!;
        const asked = this.#ask("watch", act.work, pipe.unread > 0 ? 0 : Infinity);
        pipe.watched = asked;
        pipe.refills = act.refills;
        loop.watch(pipe.reader, () => this.#readable(pipe, asked));
        break;
      }
      case "unwatch": {
        const pipe = this.#pipes[act.pipe]!;
        if (pipe.watched === null) break;
        this.#note(`nobody watches descriptor ${pipe.reader} any more`);
        pipe.watched.state = "cancelled";
        pipe.watched = null;
        loop.unwatch(pipe.reader);
      }
    }
  }

  #ask(kind: Kind, work: Work, inMs: number): Asked {
    const asked: Asked = {
      kind,
      asked: this.#asked.length,
      work,
      dueNs: this.#nowNs + inMs * NS_PER_MS,
      state: "waiting",
    };
    this.#asked[asked.asked] = asked;
    return asked;
  }

  #readable(pipe: Pipe, asked: Asked): void {
    const isRight = asked.state === "waiting" && pipe.unread > 0;
    if (isRight) {
      got(this.#kernel.read(pipe.reader, new Uint8Array(pipe.unread)));
      pipe.unread = 0;
    }
    this.#call(asked, isRight ? null : "its descriptor has nothing to read");
    if (asked.state !== "over") return;
    asked.state = "waiting";
    asked.dueNs = pipe.unread > 0 ? this.#nowNs : Infinity;
    if (pipe.refills-- > 0) this.#bytes(pipe);
  }

  /** The loop runs a callback. */
  #call(asked: Asked, wrong: string | null = null): void {
    this.#effect = true;
    const at = Math.max(0, this.#recorded - 1);
    const { kind, work, dueNs, state } = asked;
    const why = state === "cancelled"
      ? kind === "watch" ? "nobody watches its descriptor any more" : "it had been cancelled"
      : state === "over"
      ? "it had run already"
      : this.#isElsewhere
      ? "it ran on the other thread, inside of post"
      : this.#isInCallback
      ? "it ran at once, in the midst of the callback that asked for it"
      : wrong;
    this.#note(`"${work.name}" runs`);
    if (why !== null) {
      this.#unasked ??= { name: work.name, why, at };
      if (state !== "waiting" || wrong !== null) return;
    }
    asked.state = "over";
    this.#runs[this.#runs.length] = {
      kind,
      name: work.name,
      asked: asked.asked,
      dueMs: dueNs / NS_PER_MS,
      ranMs: this.#nowNs / NS_PER_MS,
      at,
    };
    const wasInCallback = this.#isInCallback;
    this.#isInCallback = true;
    this.#spend(work.costMs * NS_PER_MS);
    for (const act of work.acts) this.#act(act);
    if (work.again > 0) this.#act({ act: "callSoon", work: { ...work, again: work.again - 1 } });
    this.#isInCallback = wasInCallback;
  }

  // ---- what others do -------------------------------------------------------------------------------------------------

  /** Time passes, and things happen. */
  #spend(ns: number): void {
    const untilNs = this.#nowNs + ns;
    while (this.#happenings.length > 0 && this.#happenings[0]!.atMs * NS_PER_MS <= untilNs) this.#happen();
    this.#nowNs = untilNs;
  }

  #happen(): void {
    const happening = this.#happenings.shift()!;
    this.#nowNs = Math.max(this.#nowNs, happening.atMs * NS_PER_MS);
    if (happening.what === "post") this.#post(happening.work);
    else this.#bytes(this.#pipes[happening.pipe]!);
  }

  #bytes(pipe: Pipe): void {
    this.#note(`a byte arrives at descriptor ${pipe.reader}`);
    got(this.#kernel.write(pipe.writer, new Uint8Array(1)));
    if (pipe.unread++ === 0 && pipe.watched !== null) pipe.watched.dueNs = this.#nowNs;
  }

  #post(work: Work): void {
    this.#note(`another thread posts "${work.name}"`);
    const asked = this.#ask("post", work, 0);
    this.#elsewhere(() => this.#loop!.post(() => this.#call(asked)));
  }

  #elsewhere(there: () => void): void {
    const wasInCallback = this.#isInCallback;
    this.#isElsewhere = true;
    there();
    this.#isElsewhere = false;
    this.#isInCallback = wasInCallback;
  }

  #intrude(call: Intrusion["call"], when: Intrusion["when"]): void {
    // A post makes calls of its own: nobody intrudes on those.
    if (this.#isElsewhere || !this.#isRunning) return;
    const place = this.#intrusions.findIndex((one) =>
      one.call === call && one.when === when && one.fromMs * NS_PER_MS <= this.#nowNs
    );
    const intrusion = this.#intrusions[place];
    if (intrusion === undefined || intrusion.left-- > 0) return;
    this.#intrusions.splice(place, 1);
    this.#note(`in the midst of ${call}:`);
    this.#post(intrusion.work);
  }

  /** Nothing else will happen by itself: false when there is nobody left who could do anything. */
  #last(isForEver: boolean): boolean {
    const late = this.#intrusions.shift();
    if (late !== undefined) {
      this.#post(late.work);
      return true;
    }
    if (this.#stopPosted) return false;
    if (isForEver) this.#noteForgotten();
    this.#stopPosted = true;
    this.#note("another thread posts: stop");
    this.#elsewhere(() =>
      this.#loop!.post(() => {
        this.#effect = true;
        this.#loop!.stop();
      })
    );
    return true;
  }

  #waitsForSomething(): boolean {
    return this.#asked.some(({ state, dueNs }) => state === "waiting" && dueNs !== Infinity);
  }

  #noteForgotten(): void {
    const left = this.#asked.find(({ state, dueNs }) => state === "waiting" && dueNs !== Infinity);
    if (left === undefined) return;
    this.#forgotten ??= { kind: left.kind, name: left.work.name, at: Math.max(0, this.#recorded - 1) };
  }

  // ---- the kernel as the loop gets it -----------------------------------------------------------------------------------

  #watched(): Kernel {
    const kernel = this.#kernel;
    const counted = <Value>(result: Returned<Value>): Returned<Value> => {
      if (++this.#calls > MOST_CALLS) throw new Stop();
      this.#nowNs += CALL_NS;
      return result;
    };
    const opening = <Value>(count: number, result: Returned<Value>): Returned<Value> => {
      if (typeof result !== "string") this.#open += count;
      return counted(result);
    };
    const elsewhere = (call: string, instead: string) => (): never => {
      throw new TypeError(`This lab's loop does without ${call}: ${instead}`);
    };
    return {
      ...kernel,
      clockGettime: () => {
        this.#intrude("clockGettime", "before");
        counted(0);
        const nowNs = this.#nowNs;
        this.#intrude("clockGettime", "after");
        return nowNs;
      },
      epollCreate1: () => opening(1, kernel.epollCreate1()),
      eventfd: (initial, flags) => opening(1, kernel.eventfd(initial, flags)),
      pipe2: (flags) => opening(2, kernel.pipe2(flags)),
      socketpair: (flags) => opening(2, kernel.socketpair(flags)),
      dup: (fd) => opening(1, kernel.dup(fd)),
      epollCtl: (epfd, op, fd, event) => counted(kernel.epollCtl(epfd, op, fd, event)),
      write: (fd, from) => counted(kernel.write(fd, from)),
      read: (fd, into) => {
        this.#intrude("read", "before");
        const count = counted(kernel.read(fd, into));
        this.#intrude("read", "after");
        return count;
      },
      close: (fd) => {
        const result = counted(kernel.close(fd));
        if (result === 0) this.#open--;
        return result;
      },
      epollWait: (epfd, maxEvents, timeoutMs) => {
        this.#waits++;
        this.#countVain();
        counted(0);
        this.#intrude("epollWait", "before");
        if (!Number.isFinite(timeoutMs)) {
          throw new TypeError(
            `epollWait waits for a number of milliseconds, or for ever with -1, and not for ${timeoutMs}`,
          );
        }
        // As C does when a fraction becomes an int.
        const events = this.#wait(epfd, maxEvents, Math.trunc(timeoutMs));
        this.#effect = false;
        this.#intrude("epollWait", "after");
        return events;
      },
      poll: elsewhere("poll", "it waits in epollWait"),
      select: elsewhere("select", "it waits in epollWait"),
      timerfdCreate: elsewhere("timerfd", "its timers are a heap, and the limit of the wait comes from there"),
    };
  }

  #countVain(): void {
    this.#vainInARow = this.#effect ? 0 : this.#vainInARow + 1;
    if (this.#effect) return;
    const { waits, inARow, at } = this.#vain;
    this.#vain = {
      waits: waits + 1,
      inARow: Math.max(inARow, this.#vainInARow),
      at: this.#vainInARow > inARow ? Math.max(0, this.#recorded - 1) : at,
    };
  }

  #wait(epfd: number, maxEvents: number, timeoutMs: number): ReturnType<Kernel["epollWait"]> {
    const isForEver = timeoutMs < 0;
    const untilNs = isForEver ? Infinity : this.#nowNs + timeoutMs * NS_PER_MS;
    for (;;) {
      const ready = this.#kernel.epollWait(epfd, maxEvents, 0);
      if (isErrno(ready) || ready.length > 0) return ready;
      const [next] = this.#happenings;
      if (next !== undefined && next.atMs * NS_PER_MS <= untilNs) {
        // All that happens at one time has happened when the loop looks.
        this.#spend(Math.max(0, next.atMs * NS_PER_MS - this.#nowNs));
        continue;
      }
      const isOver = next === undefined && (isForEver || !this.#waitsForSomething());
      if (isOver && this.#last(isForEver)) continue;
      if (isForEver) {
        this.#hangs = true;
        throw new Stop();
      }
      this.#nowNs = untilNs;
      return [];
    }
  }

  #record(event: Parameters<DriveTools["record"]>[0]): void {
    if (this.#recorded < MOST_EVENTS) {
      this.#recorded++;
      this.#tools.record(event);
    }
  }

  #note(text: string): void {
    this.#record({ kind: "printed", text });
  }
}

/** The value of a call of the drive's own. */
function got<Value>(returned: Returned<Value>): Value {
  if (typeof returned === "string") throw new Error(`The drive's own call failed: ${returned}`);
  return returned as Value;
}
