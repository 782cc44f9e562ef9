/** The gateway: the kernel as the learner's server gets it. What the server does is noted, and while it waits the scanners act. */
import {
  eventNames,
  type Kernel,
  must,
  O_NONBLOCK,
  recordKernel,
  type Returned,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Input, Observation, Serve } from "./drive.ts";
import { PATTERN_BYTES, patternOf, Scanners } from "./drive_scanners.ts";

const NAME = "gateway";
const BACKLOG = 127;
/** Wake-ups without effect that may follow one another, beyond one for each connection. */
const PARDONED = 4;
/** A wait with a limit below this is a question. */
const QUESTION_MS = 100;
/** A server that hears EAGAIN so often without waiting does not mean to wait. */
const INSISTENT = 500;
const MOST_CALLS = 15_000;
/** A write of more bytes than the first is taken in part: some number between the two. */
const ALWAYS_TAKEN = 1_000;
const MOST_TAKEN = 8_192;
/** More than anyone steps through: each event costs a look at the stack, for the line that it points at. */
const MOST_EVENTS = 600;
/** Ends a run that would not end by itself. */
class Stop extends Error {}

/** One run of the server, with all that happens around it. */
export class Day {
  readonly #kernel: Kernel;
  readonly #input: Input;
  readonly #tools: DriveTools;
  readonly #scanners: Scanners;
  readonly #listener: number;
  readonly #stop: number;
  readonly #pattern: Uint8Array;
  #step = 0;
  #stopped = false;
  #recorded = 0;
  #calls = 0;

  /** Of the server: open connections, with the bytes that it holds of each; all that it opened. */
  readonly #held = new Map<number, number>();
  #opened = 0;
  #refusals = 0;
  /** Since `epollWait` returned, something came of it. */
  #effect = true;
  #wokenBy = "";
  #inVain = 0;

  #hang: Observation["hang"] = null;
  #insists: Observation["insists"] = null;
  #busy: Observation["busy"] = null;
  #mostHeld = { bytes: 0, at: 0 };

  constructor(kernel: Kernel, input: Input, tools: DriveTools) {
    this.#kernel = kernel;
    this.#input = input;
    this.#tools = tools;
    this.#pattern = patternOf(input.key);
    this.#listener = must(kernel.socket(O_NONBLOCK));
    must(kernel.bind(this.#listener, NAME));
    must(kernel.listen(this.#listener, BACKLOG));
    this.#stop = must(kernel.eventfd(0, O_NONBLOCK));
    this.#scanners = new Scanners({
      kernel,
      name: NAME,
      pattern: this.#pattern,
      note: (text) => this.#record({ kind: "printed", text }),
      at: () => this.#recorded,
      server: () => this.#server(),
    });
  }

  /** Lets `serve` run, with `tick` before each of its calls. */
  run(serve: Serve, tick: () => void): Observation {
    let returned = false;
    try {
      serve(recordKernel(this.#watched(tick), { record: (event) => this.#record(event) }), this.#listener, this.#stop);
      returned = this.#stopped;
    } catch (error) {
      if (error instanceof WaitsForEver) {
        this.#hang ??= { call: error.call, message: error.message, at: this.#recorded - 1 };
      } else if (!(error instanceof Stop)) throw error;
    }
    return {
      without: null,
      exported: true,
      returned,
      checks: this.#scanners.checks,
      wrong: this.#scanners.wrong,
      hang: this.#hang,
      insists: this.#insists,
      busy: this.#busy,
      mostHeld: this.#mostHeld,
      leaked: this.#opened,
      calls: this.#calls,
      endedAt: Math.max(0, this.#recorded - 1),
    };
  }

  #record(event: Parameters<DriveTools["record"]>[0]): void {
    if (this.#recorded++ < MOST_EVENTS) this.#tools.record(event);
  }

  /** The kernel as the server gets it: what it does is noted, and while it waits the scanners act. */
  #watched(tick: () => void): Kernel {
    const kernel = this.#kernel;
    const counted = <Value>(call: string, result: Returned<Value>): Returned<Value> => {
      tick();
      if (++this.#calls > MOST_CALLS) throw new Stop();
      if (result !== "EAGAIN") return result;
      if (++this.#refusals < INSISTENT) return result;
      this.#insists = { call, at: this.#recorded - 1 };
      throw new Stop();
    };
    const opening = (call: string, result: Returned<number>): Returned<number> => {
      if (typeof counted(call, result) === "number") this.#opened++;
      return result;
    };
    const elsewhere = (call: string) => (): never => {
      throw new TypeError(`This lab is about epoll: the scanners act while epollWait waits, and not during ${call}`);
    };
    return {
      ...kernel,
      clockGettime: () => kernel.clockGettime(),
      epollCreate1: () => opening("epollCreate1", kernel.epollCreate1()),
      dup: (fd) => opening("dup", kernel.dup(fd)),
      epollCtl: (epfd, op, fd, event) => counted("epollCtl", kernel.epollCtl(epfd, op, fd, event)),
      accept4: (fd, flags) => {
        const connection = opening("accept4", kernel.accept4(fd, flags));
        if (typeof connection === "number") this.#hold(connection, 0);
        return connection;
      },
      read: (fd, into) => {
        const count = counted("read", kernel.read(fd, into));
        if (typeof count === "number") this.#hold(fd, count);
        return count;
      },
      write: (fd, from) => {
        const count = counted("write", kernel.write(fd, this.#part(from)));
        if (typeof count === "number" && count > 0) this.#hold(fd, -count);
        return count;
      },
      close: (fd) => {
        const result = counted("close", kernel.close(fd));
        if (result !== 0) return result;
        this.#effect = true;
        this.#held.delete(fd);
        if (fd !== this.#listener && fd !== this.#stop) this.#opened--;
        return result;
      },
      epollWait: (epfd, maxEvents, timeoutMs) => {
        const events = this.#wait(epfd, maxEvents, timeoutMs);
        counted("epollWait", typeof events === "string" ? events : 0);
        this.#refusals = 0;
        this.#effect = false;
        if (typeof events === "string") return events;
        this.#wokenBy = events.map(({ events }) => eventNames(events)).slice(0, 3).join(" and ") ||
          "its own time limit";
        return events;
      },
      poll: elsewhere("poll"),
      select: elsewhere("select"),
    };
  }

  /** A socket may take fewer bytes than it is given; one of the AF_UNIX family seldom does, so it is given fewer. */
  #part(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= ALWAYS_TAKEN) return bytes;
    const taken = ALWAYS_TAKEN + this.#pattern[this.#calls % PATTERN_BYTES]! * 28;
    return bytes.subarray(0, Math.min(taken, MOST_TAKEN));
  }

  #hold(fd: number, change: number): void {
    this.#effect = true;
    const bytes = (this.#held.get(fd) ?? 0) + change;
    if (fd === this.#stop || fd === this.#listener) return;
    this.#held.set(fd, bytes);
    if (bytes > this.#mostHeld.bytes) this.#mostHeld = { bytes, at: this.#recorded };
  }

  /** The server waits: scanners act until something is ready. */
  #wait(epfd: number, maxEvents: number, timeoutMs: number): ReturnType<Kernel["epollWait"]> {
    this.#inVain = this.#effect ? 0 : this.#inVain + 1;
    if (this.#inVain > PARDONED + this.#held.size) {
      this.#inVain = 0;
      const { times = 0, wokenBy = this.#wokenBy, at = this.#recorded } = this.#busy ?? {};
      this.#busy = { times: times + 1, wokenBy, at };
      // It would go on like this for ever.
      if (!this.#advance()) throw new Stop();
    }
    for (let step = 0; step < this.#input.crowd && this.#input.steps[this.#step]?.act !== "check"; step++) {
      this.#advance();
    }
    for (;;) {
      const ready = this.#kernel.epollWait(epfd, maxEvents, 0);
      if (typeof ready === "string" || ready.length > 0) return ready;
      if (timeoutMs >= 0 && timeoutMs < QUESTION_MS) return ready;
      if (!this.#advance()) return this.#kernel.epollWait(epfd, maxEvents, timeoutMs);
      this.#inVain = 0;
    }
  }

  /** Something happens outside; false when nothing is left to happen. */
  #advance(): boolean {
    if (this.#scanners.sendOn()) return true;
    const step = this.#input.steps[this.#step];
    if (step !== undefined) {
      if (this.#scanners.act(step)) this.#step++;
      return true;
    }
    if (this.#stopped) return false;
    this.#stopped = true;
    this.#record({ kind: "printed", text: "the gateway is told to stop" });
    must(this.#kernel.write(this.#stop, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0])));
    return true;
  }

  #server(): { readonly open: number; readonly held: number } {
    let held = 0;
    for (const bytes of this.#held.values()) held += bytes;
    return { open: this.#held.size, held };
  }
}
