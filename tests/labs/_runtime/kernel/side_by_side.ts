/** The model and Linux, made to do the same things; every answer of the one is compared with the other's. */
import { assertEquals } from "@std/assert";
import {
  createModelKernel,
  isErrno,
  type Kernel,
  O_NONBLOCK,
  type Pair,
  type Returned,
  WaitsForEver,
} from "../../../../labs/_runtime/kernel/mod.ts";
import type { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";

const NOT_OPEN = 1_000_000;

/** One program that runs on both. Descriptors are named by the model's numbers. */
export class SideBySide {
  readonly model;
  readonly #linux: LinuxKernel;
  /** Descriptor of the model → the one of Linux. */
  readonly #real = new Map<number, number>();
  /** All that were ever opened: closed ones too, so that calls on them are compared. */
  readonly opened: number[] = [];

  /** Those of them that are epoll instances. */
  readonly epolls: number[] = [];

  constructor(linux: LinuxKernel, segmentCost: (bytes: number) => number) {
    this.#linux = linux;
    this.model = createModelKernel({ segmentCost });
  }

  /** Linux's descriptor. */
  real(fd: number): number {
    return this.#real.get(fd) ?? NOT_OPEN;
  }

  /** The same call on both. `call` gets the kernel, and a translation of descriptors. */
  same<Value>(call: (kernel: Kernel, fd: (model: number) => number) => Value): Value {
    const expected = call(this.model, (fd) => fd);
    assertEquals(call(this.#linux, (fd) => this.real(fd)), expected);
    return expected;
  }

  /** A call that opens descriptors: the numbers differ, whether it succeeds does not. */
  open(call: (kernel: Kernel, fd: (model: number) => number) => Returned<number | Pair>): number[] {
    let expected: Returned<number | Pair>;
    try {
      expected = call(this.model, (fd) => fd);
    } catch (error) {
      if (error instanceof WaitsForEver) return [];
      throw error;
    }
    const found = call(this.#linux, (fd) => this.real(fd));
    if (isErrno(expected) || isErrno(found)) {
      assertEquals(found, expected);
      return [];
    }
    const [models, reals] = [[expected].flat(), [found].flat()] as [number[], number[]];
    models.forEach((fd, index) => {
      this.#real.set(fd, reals[index]!);
      this.opened.push(fd);
    });
    return models;
  }

  /** A call that may wait on one descriptor. Where the model says for ever, Linux must say that it would have to wait. */
  mayWait(fd: number, call: (kernel: Kernel, fd: number) => Returned<number>): void {
    try {
      const expected = call(this.model, fd);
      assertEquals(call(this.#linux, this.real(fd)), expected);
    } catch (error) {
      if (!(error instanceof WaitsForEver)) throw error;
      this.#linux.fcntlSetfl(this.real(fd), O_NONBLOCK);
      assertEquals(call(this.#linux, this.real(fd)), error.written || "EAGAIN");
      this.#linux.fcntlSetfl(this.real(fd), 0);
    }
  }

  /** A call with a limit: where the model says for ever, Linux must find nothing now. */
  mayWaitFor<Value>(
    timeoutMs: number,
    call: (kernel: Kernel, fd: (model: number) => number, timeoutMs: number) => Value,
  ) {
    try {
      // Linux gets a limit: where the model is wrong to return, the test must fail and not hang.
      this.same((kernel, fd) => call(kernel, fd, kernel === this.model ? timeoutMs : Math.abs(timeoutMs) * 1_000));
    } catch (error) {
      if (!(error instanceof WaitsForEver)) throw error;
      this.same((kernel, fd) => call(kernel, fd, 0));
    }
  }

  close(fd: number): void {
    this.same((kernel, real) => kernel.close(real(fd)));
    this.#real.delete(fd);
  }

  closeAll(): void {
    for (const fd of [...this.#real.keys()]) this.close(fd);
  }
}
