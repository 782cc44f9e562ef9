/** The hand scanners: they send a pattern, compare what comes back with it, and note how far they got. */
import { type Kernel, must, O_NONBLOCK, SHUT_WR } from "@interleave/kernel";
import type { Check, Observation, Step } from "./drive.ts";

/** What scanners are told of the run around them. */
export interface Outside {
  readonly kernel: Kernel;
  /** Where the gateway listens. */
  readonly name: string;
  readonly pattern: Uint8Array;
  note(text: string): void;
  /** How many events have been recorded. */
  at(): number;
  /** Connections that the server has open, and bytes that it holds of them. */
  server(): { readonly open: number; readonly held: number };
}

/** What scanners send is this long, over and over: a prime, so that no buffer's length divides it. */
export const PATTERN_BYTES = 65_521;

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

/** All scanners of a run. */
export class Scanners {
  readonly checks: Check[] = [];
  wrong: Observation["wrong"] = null;
  readonly #outside: Outside;
  readonly #kernel: Kernel;
  readonly #pattern: Uint8Array;
  readonly #scanners: Scanner[] = [];
  readonly #buffer = new Uint8Array(65_536);

  constructor(outside: Outside) {
    this.#outside = outside;
    this.#kernel = outside.kernel;
    this.#pattern = outside.pattern;
  }

  /** True when the step is over. */
  act({ scanner: index, act, bytes }: Step): boolean {
    if (act === "connect") {
      const fd = must(this.#kernel.socket(O_NONBLOCK));
      must(this.#kernel.connect(fd, this.#outside.name));
      this.#scanners[index] = {
        fd,
        connected: true,
        unsent: 0,
        sent: 0,
        received: 0,
        ended: false,
        finishing: false,
      };
      this.#outside.note(`scanner ${index} connects`);
      return true;
    }
    const scanner = this.#scanners[index]!;
    switch (act) {
      case "send":
        this.#outside.note(`scanner ${index} sends ${bytes} bytes`);
        scanner.unsent += bytes;
        this.#send(index, scanner);
        return true;
      case "read":
        this.#receive(index, scanner, bytes);
        return true;
      case "finish":
        this.#outside.note(`scanner ${index} has no more to send`);
        scanner.finishing = true;
        this.#send(index, scanner);
        return true;
      case "vanish":
        this.#outside.note(`scanner ${index} vanishes`);
        scanner.connected = false;
        scanner.unsent = 0;
        must(this.#kernel.close(scanner.fd));
        return true;
      case "check":
        if (this.#receive(index, scanner, Infinity) > 0) return false;
        this.#check(index, scanner);
        return true;
    }
  }

  #check(index: number, { sent, received, unsent, ended }: Scanner): void {
    this.#outside.note(`scanner ${index} has ${received} of ${sent + unsent} bytes back`);
    let connected = 0;
    for (const scanner of this.#scanners) if (scanner?.connected && !scanner.ended) connected++;
    this.checks[this.checks.length] = {
      scanner: index,
      sent: sent + unsent,
      received,
      ended,
      ...this.#outside.server(),
      connected,
      at: Math.max(0, this.#outside.at() - 1),
    };
  }

  /** True when a scanner got rid of some bytes. */
  sendOn(): boolean {
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
      if (place < count) this.wrong ??= { scanner: index, place: scanner.received + place, at: this.#outside.at() };
      scanner.received += count;
      received += count;
    }
    return received;
  }
}

/** Bytes without an order that a mistake could keep, the same for the same key. */
export function patternOf(key: string): Uint8Array {
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
