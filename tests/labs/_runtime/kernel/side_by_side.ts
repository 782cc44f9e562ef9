/** The model and Linux, made to do the same things; every answer of the one is compared with the other's. */
import { assertEquals } from "@std/assert";
import {
  createModelKernel,
  EPOLLIN,
  isErrno,
  type Kernel,
  type ModelOptions,
  O_NONBLOCK,
  type Pair,
  type Returned,
  WaitsForEver,
} from "../../../../labs/_runtime/kernel/mod.ts";
import type { LinuxEntry } from "../../../../labs/_runtime/kernel/linux_entry.ts";
import type { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";

const NOT_OPEN = 1_000_000;
const F_GETFL = 3;
/** Where the model says that a wait ends, Linux gets this long: a difference must fail and not hang. */
const PATIENCE_MS = 2_000;

/** A call, given a kernel and a translation of descriptors. */
export type Call<Value> = (kernel: Kernel, fd: (model: number) => number) => Value;

/** What the two are made of. */
export interface Sides extends Partial<ModelOptions> {
  readonly linux: LinuxKernel;
  readonly entry: LinuxEntry;
}

/** One program that runs on both. Descriptors are named by the model's numbers. */
export class SideBySide {
  readonly model;
  readonly #linux: LinuxKernel;
  readonly #entry: LinuxEntry;
  /** Descriptor of the model → the one of Linux. */
  readonly #real = new Map<number, number>();
  /** All that were ever opened: closed ones too, so that calls on them are compared. */
  readonly opened: number[] = [];
  /** Those of them that are epoll instances. */
  readonly epolls: number[] = [];
  /** What each kernel's clock said last. */
  readonly #nowNs = new Map<Kernel, number>();

  constructor({ linux, entry, ...options }: Sides) {
    this.#linux = linux;
    this.#entry = entry;
    this.model = createModelKernel(options);
  }

  /** Linux's descriptor. */
  real(fd: number): number {
    return this.#real.get(fd) ?? NOT_OPEN;
  }

  /** Two descriptors of one meaning. */
  adopt(model: number, real: number): void {
    this.#real.set(model, real);
    this.opened.push(model);
  }

  /** The same call on both, one that never waits. */
  same<Value>(call: Call<Value>): Value {
    const expected = call(this.model, (fd) => fd);
    same(call(this.#linux, (fd) => this.real(fd)), expected);
    return expected;
  }

  /** A call that opens descriptors: the numbers differ, whether it succeeds does not. */
  open(call: Call<Returned<number | Pair>>): number[] {
    return this.#opened(call(this.model, (fd) => fd), call(this.#linux, (fd) => this.real(fd)));
  }

  /** The like, for accept, which may wait on a descriptor. */
  openFrom(fd: number, call: (kernel: Kernel, fd: number) => Returned<number>): number[] {
    const [expected, found] = this.#bothMayWait(fd, EPOLLIN, call);
    return this.#opened(expected, found);
  }

  /** A call that may wait on one descriptor, for an event if there is one that says for sure that it need not. */
  mayWait(fd: number, event: number, call: (kernel: Kernel, fd: number) => Returned<number>): void {
    const [expected, found] = this.#bothMayWait(fd, event, call);
    same(found, expected);
  }

  /** A call with a limit: where the model says for ever, Linux must find nothing now. */
  mayWaitFor<Value>(
    timeoutMs: number,
    call: (kernel: Kernel, fd: (model: number) => number, timeoutMs: number) => Value,
  ): void {
    let expected: Value;
    try {
      expected = call(this.model, (fd) => fd, timeoutMs);
    } catch (error) {
      if (!(error instanceof WaitsForEver)) throw error;
      return void this.same((kernel, fd) => call(kernel, fd, 0));
    }
    same(call(this.#linux, (fd) => this.real(fd), timeoutMs < 0 ? PATIENCE_MS : timeoutMs), expected);
  }

  /** Neither clock has gone back. */
  look(): void {
    for (const kernel of [this.model, this.#linux]) {
      const nowNs = kernel.clockGettime();
      const beforeNs = this.#nowNs.get(kernel) ?? 0;
      if (!(nowNs >= beforeNs)) throw new Error(`The clock has gone back from ${beforeNs} to ${nowNs}`);
      this.#nowNs.set(kernel, nowNs);
    }
  }

  close(fd: number): void {
    this.same((kernel, real) => kernel.close(real(fd)));
    this.#real.delete(fd);
  }

  closeAll(): void {
    for (const fd of [...this.#real.keys()]) this.close(fd);
  }

  #opened(expected: Returned<number | Pair>, found: Returned<number | Pair>): number[] {
    if (isErrno(expected) || isErrno(found)) {
      same(found, expected);
      return [];
    }
    const [models, reals] = [[expected].flat(), [found].flat()] as [number[], number[]];
    models.forEach((fd, index) => this.adopt(fd, reals[index]!));
    return models;
  }

  /**
   * Where the model says for ever, Linux must say EAGAIN when asked not to wait. Otherwise Linux makes the call as it is
   * only when poll has said that it will not wait, and else asked not to wait: then EAGAIN is a difference like any other.
   */
  #bothMayWait(
    fd: number,
    event: number,
    call: (kernel: Kernel, fd: number) => Returned<number>,
  ): readonly [expected: Returned<number>, found: Returned<number>] {
    const real = this.real(fd);
    // Both are asked: to ask an instance of epoll changes its ready list.
    let safe = !this.#blocks(real) || event !== 0 && this.#ready(fd, event);
    let expected: Returned<number>;
    try {
      expected = call(this.model, fd);
    } catch (error) {
      if (!(error instanceof WaitsForEver)) throw error;
      expected = error.written || "EAGAIN";
      safe = false;
    }
    if (safe) return [expected, call(this.#linux, real)];
    this.#linux.fcntlSetfl(real, O_NONBLOCK);
    const found = call(this.#linux, real);
    this.#linux.fcntlSetfl(real, 0);
    return [expected, found];
  }

  #blocks(real: number): boolean {
    const { calls, numbers } = this.#entry;
    return (calls.fcntl(numbers.fcntl, real, F_GETFL, 0) & O_NONBLOCK) === 0;
  }

  #ready(fd: number, event: number): boolean {
    const ready = this.same((kernel, real) => kernel.poll([{ fd: real(fd), events: event }], 0));
    return typeof ready !== "string" && ready[0] !== 0;
  }
}

/** `assertEquals`, and cheap where there is nothing to report. */
export function same<Value>(found: Value, expected: Value): void {
  if (found !== expected && JSON.stringify(found) !== JSON.stringify(expected)) assertEquals(found, expected);
}
