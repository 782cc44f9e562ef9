/**
 * A day of the learner's loop. Descriptors are the kernel's; time is the drive's own, on both kernels, so that a busy machine
 * makes nobody late: it moves by what callbacks cost, and by waiting. Whatever happens outside happens while the loop waits,
 * while a callback computes, or in the midst of a system call, as it would on another thread.
 */
import { isErrno, type Kernel, must, O_NONBLOCK, recordKernel, type UnstampedEvent } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import { Stop, WatchedKernel } from "./drive_kernel.ts";
import { type Asked, Ledger, whyNot } from "./drive_ledger.ts";
import type { Act, Happening, Input, Intrusion, Kind, Observation, Why, Work } from "./drive_script.ts";
import type { Loop } from "./starter.ts";

const NS_PER_MS = 1_000_000;
/** More than anyone steps through. */
const MOST_EVENTS = 700;

interface Pipe {
  readonly reader: number;
  readonly writer: number;
  watched: Asked | null;
  unread: number;
  refills: number;
}

/** One run of the loop, with all that happens around it. */
export class Day {
  readonly #kernel: Kernel;
  readonly #watched: WatchedKernel;
  readonly #input: Input;
  readonly #tools: DriveTools;
  readonly #pipes: readonly Pipe[];
  readonly #happenings: Happening[];
  readonly #intrusions: (Intrusion & { left: number })[];
  readonly #ledger = new Ledger();
  /** By the program's number: the loop's own, and what was asked. */
  readonly #timers = new Map<number, { readonly handle: number; readonly asked: Asked }>();
  #loop: Loop | null = null;
  #nowNs = 0;
  #recorded = 0;
  #isRunning = false;
  #stopPosted = false;
  #hangs = false;
  /** A callback runs; or somebody else's thread is in `post`. */
  #isInCallback = false;
  #isElsewhere = false;

  constructor(kernel: Kernel, input: Input, tools: DriveTools) {
    this.#kernel = kernel;
    this.#input = input;
    this.#tools = tools;
    this.#happenings = [...input.happenings];
    this.#intrusions = input.intrusions.map((intrusion) => ({ ...intrusion, left: intrusion.skip }));
    this.#pipes = Array.from({ length: input.pipes }, () => {
      const [reader, writer] = must(kernel.pipe2(O_NONBLOCK));
      return { reader, writer, watched: null, unread: 0, refills: 0 };
    });
    this.#watched = new WatchedKernel(kernel, {
      nowNs: () => this.#nowNs,
      pass: (ns) => this.#nowNs += ns,
      lastEvent: () => this.#lastEvent(),
      intrude: (call, when) => this.#intrude(call, when),
      wait: (epfd, maxEvents, timeoutMs) => this.#wait(epfd, maxEvents, timeoutMs),
    });
    tools.traceOn({ nowNs: () => this.#nowNs });
  }

  /** Lets the loop run until it is stopped. */
  run(LearnersLoop: typeof Loop): Omit<Observation, "without" | "exported"> {
    let returned = false;
    try {
      const recorder = { record: (event: UnstampedEvent) => this.#record(event) };
      const loop = new LearnersLoop(recordKernel(this.#watched.kernel(), recorder));
      this.#loop = loop;
      for (const act of this.#input.start) this.#act(act);
      this.#isRunning = true;
      loop.run();
      returned = true;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    this.#ledger.noteForgotten(this.#lastEvent());
    for (const { reader, writer } of this.#pipes) for (const fd of [reader, writer]) this.#kernel.close(fd);
    return {
      runs: this.#ledger.runs,
      unasked: this.#ledger.unasked,
      forgotten: this.#ledger.forgotten,
      vain: this.#watched.vain,
      returned: returned && this.#stopPosted,
      hangs: this.#hangs,
      leaked: this.#watched.open,
      waits: this.#watched.waits,
      endedAt: this.#lastEvent(),
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
    return this.#ledger.ask(kind, work, this.#nowNs + inMs * NS_PER_MS);
  }

  #readable(pipe: Pipe, asked: Asked): void {
    const isRight = asked.state === "waiting" && pipe.unread > 0;
    if (isRight) {
      must(this.#kernel.read(pipe.reader, new Uint8Array(pipe.unread)));
      pipe.unread = 0;
    }
    this.#call(asked, isRight ? null : "has nothing to read");
    if (asked.state !== "over") return;
    asked.state = "waiting";
    asked.dueNs = pipe.unread > 0 ? this.#nowNs : Infinity;
    if (pipe.refills-- > 0) this.#bytes(pipe);
  }

  /** The loop runs a callback. */
  #call(asked: Asked, wrong: Why | null = null): void {
    this.#watched.noteEffect();
    const at = this.#lastEvent();
    const { kind, work, dueNs, state } = asked;
    const why = whyNot(asked) ??
      (this.#isElsewhere ? "ran on the other thread" : this.#isInCallback ? "ran inside of a callback" : wrong);
    this.#note(`"${work.name}" runs`);
    if (why !== null) {
      this.#ledger.unasked ??= { name: work.name, why, at };
      if (state !== "waiting" || wrong !== null) return;
    }
    asked.state = "over";
    this.#ledger.note({
      kind,
      name: work.name,
      asked: asked.asked,
      dueMs: dueNs / NS_PER_MS,
      ranMs: this.#nowNs / NS_PER_MS,
      at,
    });
    const wasInCallback = this.#isInCallback;
    this.#isInCallback = true;
    this.#spend(work.costMs * NS_PER_MS);
    for (const act of work.acts) this.#act(act);
    if (work.again > 0) this.#act({ act: "callSoon", work: { ...work, again: work.again - 1 } });
    this.#isInCallback = wasInCallback;
  }

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
    must(this.#kernel.write(pipe.writer, new Uint8Array(1)));
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
    if (isForEver) this.#ledger.noteForgotten(this.#lastEvent());
    this.#stopPosted = true;
    this.#note("another thread posts: stop");
    this.#elsewhere(() =>
      this.#loop!.post(() => {
        this.#watched.noteEffect();
        this.#loop!.stop();
      })
    );
    return true;
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
      const isOver = next === undefined && (isForEver || !this.#ledger.isWaitedFor);
      if (isOver && this.#last(isForEver)) continue;
      if (isForEver) {
        this.#hangs = true;
        throw new Stop();
      }
      this.#nowNs = untilNs;
      return [];
    }
  }

  #record(event: UnstampedEvent): void {
    if (this.#recorded < MOST_EVENTS) {
      this.#recorded++;
      this.#tools.record(event);
    }
  }

  #lastEvent(): number {
    return Math.max(0, this.#recorded - 1);
  }

  #note(text: string): void {
    this.#record({ kind: "printed", text });
  }
}
