/**
 * A gateway's day, on the model and on Linux: hand scanners connect to the learner's server, send, read, and go. All of it
 * happens on one thread: the scanners act while the server waits in `epollWait`, and at no other time.
 */
import {
  createModelKernel,
  eventNames,
  type Kernel,
  type ModelKernel,
  O_NONBLOCK,
  recordKernel,
  type Returned,
  SHUT_WR,
  WaitsForEver,
} from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** One thing that a scanner does. */
export interface Step {
  readonly scanner: number;
  /**
   * `send` hands bytes to the scanner, which goes on to write them as fast as the socket takes them; `read` reads once;
   * `finish` ends the scanner's own direction when all is written; `vanish` closes at once; `check` reads all that comes
   * and notes, when nothing more does, how far it got.
   */
  readonly act: "connect" | "send" | "read" | "finish" | "vanish" | "check";
  /** For `send` and `read`. */
  readonly bytes: number;
}

export interface Input {
  readonly on: "model" | "linux";
  readonly key: string;
  readonly steps: readonly Step[];
  /** Scanners act not only when the server has nothing to do: so many steps each time that it waits. */
  readonly crowd: number;
}

/** How far a scanner had got when it was looked at. */
export interface Check {
  readonly scanner: number;
  readonly sent: number;
  readonly received: number;
  /** The scanner has read the end. */
  readonly ended: boolean;
  /** Bytes of all scanners that the server had read and not written. */
  readonly held: number;
  /** Connections that the server holds open, and scanners that are still connected. */
  readonly open: number;
  readonly connected: number;
  readonly at: number;
}

export interface Observation {
  /** Why there was no run, on a machine without the real kernel. */
  readonly without: string | null;
  readonly exported: boolean;
  readonly returned: boolean;
  readonly checks: readonly Check[];
  /** The first byte that is not the scanner's own, or not in its place. */
  readonly wrong: { readonly scanner: number; readonly place: number; readonly at: number } | null;
  /** A call from which the server never came back. */
  readonly hang: { readonly call: string; readonly message: string; readonly at: number } | null;
  /** A call that was made again and again while it could only say EAGAIN. */
  readonly insists: { readonly call: string; readonly at: number } | null;
  /** How often the server woke many times in a row and did nothing, and what it was woken by. */
  readonly busy: { readonly times: number; readonly wokenBy: string; readonly at: number } | null;
  /** Bytes of one scanner that the server had read and not yet written. */
  readonly mostHeld: { readonly bytes: number; readonly at: number };
  /** Descriptors that the server opened and did not close. */
  readonly leaked: number;
  readonly calls: number;
  readonly endedAt: number;
}

interface Learner {
  readonly serve?: unknown;
}

type Serve = (kernel: Kernel, listener: number, stop: number) => void;

const NAME = "gateway";
const BACKLOG = 127;
/** Wake-ups without effect that may follow one another, beyond one for each connection. */
const PARDONED = 4;
/** A wait with a limit below this is a question. */
const QUESTION_MS = 100;
/** A server that hears EAGAIN so often without waiting does not mean to wait. */
const INSISTENT = 500;
const MOST_CALLS = 15_000;
const CALL_NS = 1_000;
/** A write of more bytes than the first is taken in part: some number between the two. */
const ALWAYS_TAKEN = 1_000;
const MOST_TAKEN = 8_192;
/** More than anyone steps through: each event costs a look at the stack, for the line that it points at. */
const MOST_EVENTS = 600;
/** What scanners send is this long, over and over: a prime, so that no buffer's length divides it. */
const PATTERN_BYTES = 65_521;

/** Ends a run that would not end by itself. */
class Stop extends Error {}

// Model and drive share these with the learner's module, which finds them as they are.
for (const shared of [Array.prototype, Map.prototype, Reflect, Object.getPrototypeOf(Uint8Array.prototype)]) {
  Object.freeze(shared);
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  return live(learner, input, tools) as unknown as Json;
}

/** Three scanners: one sends a record, one a night's worth of them, and one says that it is done. */
export function example(learner: Learner, tools: DriveTools): void {
  const step = (scanner: number, act: Step["act"], bytes = 0): Step => ({ scanner, act, bytes });
  const steps = [
    step(0, "connect"),
    step(1, "connect"),
    step(2, "connect"),
    step(0, "send", 120),
    step(0, "check"),
    step(1, "send", 300_000),
    step(0, "send", 80),
    step(0, "check"),
    step(1, "check"),
    step(2, "send", 250_000),
    step(2, "finish"),
    step(2, "check"),
  ];
  for (const on of ["linux", "model"] as const) {
    const seen = live(learner, { on, key: "1", steps, crowd: 0 }, tools);
    if (!seen.exported) throw new TypeError("export a function serve: the starter shows its signature");
    if (seen.without !== null) continue;
    console.log(`\n${on === "linux" ? "On Linux" : "On the model"}:`);
    for (const { scanner, sent, received, ended } of seen.checks) {
      const end = ended ? ", and then the end" : "";
      console.log(`  scanner ${scanner} has sent ${sent} bytes and got ${received} back${end}`);
    }
    if (seen.busy !== null) console.log(`  the server kept waking up for nothing, woken by ${seen.busy.wokenBy}`);
    if (seen.insists !== null) console.log(`  the server called ${seen.insists.call} over and over, and heard EAGAIN`);
    if (seen.hang !== null) console.log(`  the server hangs: ${seen.hang.message}`);
    console.log(`  ${seen.calls} system calls; serve ${seen.returned ? "returned" : "never returned"}`);
  }
}

/** One scanner. */
interface Scanner {
  readonly fd: number;
  connected: boolean;
  unsent: number;
  sent: number;
  received: number;
  ended: boolean;
  finishing: boolean;
}

const NOTHING_SEEN: Observation = {
  without: null,
  exported: true,
  returned: false,
  checks: [],
  wrong: null,
  hang: null,
  insists: null,
  busy: null,
  mostHeld: { bytes: 0, at: 0 },
  leaked: 0,
  calls: 0,
  endedAt: 0,
};

function live(learner: Learner, input: Input, tools: DriveTools): Observation {
  const { serve } = learner;
  if (typeof serve !== "function") return { ...NOTHING_SEEN, exported: false };
  if (input.on === "linux") {
    const kernel = tools.realKernel();
    if (typeof kernel === "string") return { ...NOTHING_SEEN, without: kernel };
    return new Day(kernel, input, tools).run(serve as Serve, () => {});
  }
  const model: ModelKernel = createModelKernel();
  tools.traceOn({ nowNs: () => model.clockGettime() });
  return new Day(model, input, tools).run(serve as Serve, () => model.advance(CALL_NS));
}

/** One run of the server, with all that happens around it. */
class Day {
  readonly #kernel: Kernel;
  readonly #input: Input;
  readonly #tools: DriveTools;
  readonly #scanners: Scanner[] = [];
  readonly #listener: number;
  readonly #stop: number;
  readonly #buffer = new Uint8Array(65_536);
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

  #checks: Check[] = [];
  #wrong: Observation["wrong"] = null;
  #hang: Observation["hang"] = null;
  #insists: Observation["insists"] = null;
  #busy: Observation["busy"] = null;
  #mostHeld = { bytes: 0, at: 0 };

  constructor(kernel: Kernel, input: Input, tools: DriveTools) {
    this.#kernel = kernel;
    this.#input = input;
    this.#tools = tools;
    this.#pattern = patternOf(input.key);
    this.#listener = got(kernel.socket(O_NONBLOCK));
    got(kernel.bind(this.#listener, NAME));
    got(kernel.listen(this.#listener, BACKLOG));
    this.#stop = got(kernel.eventfd(0, O_NONBLOCK));
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
      ...NOTHING_SEEN,
      returned,
      checks: this.#checks,
      wrong: this.#wrong,
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
    if (this.#sendOn()) return true;
    const step = this.#input.steps[this.#step];
    if (step !== undefined) {
      if (this.#act(step)) this.#step++;
      return true;
    }
    if (this.#stopped) return false;
    this.#stopped = true;
    this.#note("the gateway is told to stop");
    got(this.#kernel.write(this.#stop, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0])));
    return true;
  }

  /** True when the step is over. */
  #act({ scanner: index, act, bytes }: Step): boolean {
    if (act === "connect") {
      const fd = got(this.#kernel.socket(O_NONBLOCK));
      got(this.#kernel.connect(fd, NAME));
      this.#scanners[index] = {
        fd,
        connected: true,
        unsent: 0,
        sent: 0,
        received: 0,
        ended: false,
        finishing: false,
      };
      this.#note(`scanner ${index} connects`);
      return true;
    }
    const scanner = this.#scanners[index]!;
    switch (act) {
      case "send":
        this.#note(`scanner ${index} sends ${bytes} bytes`);
        scanner.unsent += bytes;
        this.#send(index, scanner);
        return true;
      case "read":
        this.#receive(index, scanner, bytes);
        return true;
      case "finish":
        this.#note(`scanner ${index} has no more to send`);
        scanner.finishing = true;
        this.#send(index, scanner);
        return true;
      case "vanish":
        this.#note(`scanner ${index} vanishes`);
        scanner.connected = false;
        scanner.unsent = 0;
        got(this.#kernel.close(scanner.fd));
        return true;
      case "check":
        if (this.#receive(index, scanner, Infinity) > 0) return false;
        this.#check(index, scanner);
        return true;
    }
  }

  #check(index: number, { sent, received, unsent, ended }: Scanner): void {
    this.#note(`scanner ${index} has ${received} of ${sent + unsent} bytes back`);
    let held = 0;
    for (const bytes of this.#held.values()) held += bytes;
    let connected = 0;
    for (const scanner of this.#scanners) if (scanner?.connected && !scanner.ended) connected++;
    this.#checks[this.#checks.length] = {
      scanner: index,
      sent: sent + unsent,
      received,
      ended,
      held,
      open: this.#held.size,
      connected,
      at: Math.max(0, this.#recorded - 1),
    };
  }

  /** True when a scanner got rid of some bytes. */
  #sendOn(): boolean {
    let moved = false;
    for (let index = 0; index < this.#scanners.length; index++) {
      const scanner = this.#scanners[index];
      if (scanner !== undefined && scanner.connected && scanner.unsent > 0 && this.#send(index, scanner)) moved = true;
    }
    return moved;
  }

  #send(index: number, scanner: Scanner): boolean {
    const pattern = this.#pattern;
    const before = scanner.sent;
    while (scanner.unsent > 0) {
      const chunk = this.#buffer.subarray(0, Math.min(scanner.unsent, this.#buffer.length));
      const first = firstPlace(index, scanner.sent);
      for (let place = 0; place < chunk.length; place++) chunk[place] = pattern[(first + place) % PATTERN_BYTES]!;
      const count = this.#kernel.write(scanner.fd, chunk);
      if (typeof count === "string") {
        // The server has closed: nobody will take the rest.
        if (count !== "EAGAIN") scanner.unsent = 0;
        break;
      }
      scanner.sent += count;
      scanner.unsent -= count;
    }
    if (scanner.finishing && scanner.unsent === 0) {
      scanner.finishing = false;
      this.#kernel.shutdown(scanner.fd, SHUT_WR);
      return true;
    }
    return scanner.sent > before;
  }

  /** Reads up to so many bytes, compares them, and returns how many came. */
  #receive(index: number, scanner: Scanner, most: number): number {
    const [buffer, pattern] = [this.#buffer, this.#pattern];
    let received = 0;
    while (received < most && !scanner.ended) {
      const count = this.#kernel.read(scanner.fd, buffer.subarray(0, Math.min(most - received, 65_536)));
      if (count === "EAGAIN") break;
      if (count === 0 || typeof count === "string") {
        scanner.ended = true;
        break;
      }
      const first = firstPlace(index, scanner.received);
      let place = 0;
      while (place < count && buffer[place] === pattern[(first + place) % PATTERN_BYTES]) place++;
      if (place < count) this.#wrong ??= { scanner: index, place: scanner.received + place, at: this.#recorded };
      scanner.received += count;
      received += count;
    }
    return received;
  }

  #note(text: string): void {
    this.#record({ kind: "printed", text });
  }
}

/** Bytes without an order that a mistake could keep, the same for the same key. */
function patternOf(key: string): Uint8Array {
  const pattern = new Uint8Array(PATTERN_BYTES);
  let state = 1 + Number(key);
  for (let place = 0; place < PATTERN_BYTES; place++) {
    state = Math.imul(state, 1_103_515_245) + 12_345;
    pattern[place] = state >>> 16;
  }
  return pattern;
}

/** Where in the pattern a scanner is at a place of its stream: each begins elsewhere. */
function firstPlace(scanner: number, place: number): number {
  return (place + 7_919 * scanner) % PATTERN_BYTES;
}

/** The value of a call of the drive's own. */
function got<Value>(returned: Returned<Value>): Value {
  if (typeof returned === "string") throw new Error(`The drive's own call failed: ${returned}`);
  return returned as Value;
}
