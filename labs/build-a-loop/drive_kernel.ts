/** The kernel as the loop gets it: each call takes its time and is counted, and others may come in between. */
import type { Kernel, Returned } from "@interleave/kernel";
import type { Intrusion, Observation } from "./drive_script.ts";

/** What a system call takes. */
const CALL_NS = 5_000;
const MOST_CALLS = 6_000;

/** Ends a run that would not end by itself. */
export class Stop extends Error {}

/** The day around the kernel. */
export interface Around {
  nowNs(): number;
  /** Time passes. */
  pass(ns: number): void;
  /** The trace's index, now. */
  lastEvent(): number;
  /** The moment in which another thread may post. */
  intrude(call: Intrusion["call"], when: Intrusion["when"]): void;
  wait(epfd: number, maxEvents: number, timeoutMs: number): ReturnType<Kernel["epollWait"]>;
}

export class WatchedKernel {
  readonly #kernel: Kernel;
  readonly #around: Around;
  /** Open descriptors of the loop's. */
  open = 0;
  waits = 0;
  vain: Observation["vain"] = { waits: 0, inARow: 0, at: 0 };
  #calls = 0;
  /** Since `epollWait` returned, something came of it. */
  #effect = true;
  #vainInARow = 0;

  constructor(kernel: Kernel, around: Around) {
    this.#kernel = kernel;
    this.#around = around;
  }

  /** A callback runs: the last wait was not in vain. */
  noteEffect(): void {
    this.#effect = true;
  }

  /** The calls. */
  kernel(): Kernel {
    const kernel = this.#kernel;
    const counted = <Value>(result: Returned<Value>): Returned<Value> => {
      if (++this.#calls > MOST_CALLS) throw new Stop();
      this.#around.pass(CALL_NS);
      return result;
    };
    const opening = <Value>(count: number, result: Returned<Value>): Returned<Value> => {
      if (typeof result !== "string") this.open += count;
      return counted(result);
    };
    const elsewhere = (call: string, instead: string) => (): never => {
      throw new TypeError(`This lab's loop does without ${call}: ${instead}`);
    };
    return {
      ...kernel,
      clockGettime: () => {
        this.#around.intrude("clockGettime", "before");
        counted(0);
        const nowNs = this.#around.nowNs();
        this.#around.intrude("clockGettime", "after");
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
        this.#around.intrude("read", "before");
        const count = counted(kernel.read(fd, into));
        this.#around.intrude("read", "after");
        return count;
      },
      close: (fd) => {
        const result = counted(kernel.close(fd));
        if (result === 0) this.open--;
        return result;
      },
      epollWait: (epfd, maxEvents, timeoutMs) => {
        this.waits++;
        this.#countVain();
        counted(0);
        this.#around.intrude("epollWait", "before");
        if (!Number.isFinite(timeoutMs)) {
          throw new TypeError(
            `epollWait waits for a number of milliseconds, or for ever with -1, and not for ${timeoutMs}`,
          );
        }
        // As C does when a fraction becomes an int.
        const events = this.#around.wait(epfd, maxEvents, Math.trunc(timeoutMs));
        this.#effect = false;
        this.#around.intrude("epollWait", "after");
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
    const { waits, inARow, at } = this.vain;
    this.vain = {
      waits: waits + 1,
      inARow: Math.max(inARow, this.#vainInARow),
      at: this.#vainInARow > inARow ? this.#around.lastEvent() : at,
    };
  }
}
