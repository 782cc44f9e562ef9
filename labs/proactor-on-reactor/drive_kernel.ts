/** The kernel as the learner's code has it: its calls are counted and recorded, and so are wake-ups in vain. */
import { isErrno, type Kernel, type ModelKernel, recordKernel } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";

/** The largest input needs some 200. */
const MOST_CALLS = 600;
/** To find the learner's line takes time, and a trace of so much is not looked at. */
const MOST_RECORDED = 200;

/** Ends a run in which enough was seen. */
export class Enough extends Error {}

/** One kernel, and what the learner's code did with it. */
export class WatchedKernel {
  /** For the learner's code. */
  readonly kernel: Kernel;
  readonly #model: ModelKernel;
  readonly #tools: Pick<DriveTools, "record">;
  /** Bytes that the kernel has taken from the program, by descriptor. */
  readonly #taken = new Map<number, number>();
  #recorded = 0;
  #calls = 0;
  #vain = 0;
  #reported = false;

  constructor(model: ModelKernel, tools: Pick<DriveTools, "record">) {
    this.#model = model;
    this.#tools = tools;
    this.kernel = this.#watched();
  }

  get calls(): number {
    return this.#calls;
  }

  /** Times that epoll_wait reported something, and nothing was read or written after it. */
  get vain(): number {
    return this.#vain;
  }

  /** The moment in the trace. */
  get traceAt(): number {
    return Math.min(this.#recorded, MOST_RECORDED - 1);
  }

  /** Bytes that the kernel has taken from the program on this descriptor. */
  takenBy(fd: number): number {
    return this.#taken.get(fd) ?? 0;
  }

  /** The descriptor's number means something else from now on. */
  forget(fd: number): void {
    this.#taken.delete(fd);
  }

  #watched(): Kernel {
    const recorded = recordKernel(this.#model, { record: (event) => this.record(event) });
    const kernel = () => this.#recorded < MOST_RECORDED ? recorded : this.#model;
    return {
      ...recorded,
      read: (fd, into) => {
        this.#count();
        const count = kernel().read(fd, into);
        if (!isErrno(count)) this.#reported = false;
        return count;
      },
      write: (fd, from) => {
        this.#count();
        const count = kernel().write(fd, from);
        if (isErrno(count)) return count;
        this.#reported = false;
        this.#taken.set(fd, this.takenBy(fd) + count);
        return count;
      },
      epollWait: (epfd, maxEvents, timeoutMs) => {
        this.#count();
        if (this.#reported) this.#vain += 1;
        const events = kernel().epollWait(epfd, maxEvents, timeoutMs);
        this.#reported = !isErrno(events) && events.length > 0;
        return events;
      },
      epollCtl: (epfd, op, fd, event) => {
        this.#count();
        return kernel().epollCtl(epfd, op, fd, event);
      },
    };
  }

  #count(): void {
    this.#calls += 1;
    if (this.#calls > MOST_CALLS) throw new Enough();
  }

  /** Events beyond the first MOST_RECORDED are left out of the trace. */
  record(event: Parameters<DriveTools["record"]>[0]): void {
    if (this.#recorded === MOST_RECORDED) return;
    this.#recorded += 1;
    this.#tools.record(event);
  }
}
