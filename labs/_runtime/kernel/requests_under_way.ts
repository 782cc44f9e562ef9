/**
 * The operations of one ring that have begun and are not over: how they end, by themselves or cancelled, and who comes
 * next.
 *
 * Operations complete in the order in which they end, which need not be the order in which they were asked for: the
 * program knows them by their word. Order is to be had by linking, and costs the time that waiting costs.
 *
 * Follows io_uring/io_uring.c and cancel.c as of Linux 6.18. What it leaves out: cancelling by descriptor, or all there
 * are.
 */
import type { ModelCompletionQueue } from "./completion_queue.ts";
import type { Returned } from "./errno.ts";
import { succeeded } from "./ring_entry.ts";
import { IORING_CQE_F_MORE, IORING_OP_ASYNC_CANCEL } from "./ring_flags.ts";
import { begin, type RingMachine } from "./ring_operations.ts";
import type { RequestOwner, RingRequest } from "./ring_request.ts";

/** Where they end up. */
export interface RequestsOptions {
  /** Their completions go there. */
  readonly completion: ModelCompletionQueue;
  /** Called after each completion. */
  readonly onPosted: () => void;
}

/** The operations. */
export class RequestsUnderWay implements RequestOwner {
  readonly #parts: RingMachine;
  readonly #options: RequestsOptions;
  readonly #underWay = new Set<RingRequest>();
  #closed = false;

  /** None yet. */
  constructor(parts: RingMachine, options: RequestsOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /** Oldest first. */
  [Symbol.iterator](): Iterator<RingRequest> {
    return this.#underWay.values();
  }

  /** Begins one. */
  start(request: RingRequest): void {
    const { entry } = request;
    if (this.#closed) return;
    if (entry.opcode === IORING_OP_ASYNC_CANCEL) return this.complete(request, this.#cancel(entry.target));
    this.#underWay.add(request);
    begin(this.#parts, this, request);
  }

  complete(request: RingRequest, res: Returned<number>): void {
    if (this.#closed) return;
    request.state = "over";
    this.#underWay.delete(request);
    this.#options.completion.post({ userData: request.entry.userData, res, flags: 0 });
    const { next } = request;
    if (next !== null) {
      if (succeeded(request.entry, res)) this.#parts.work.add(() => this.start(next));
      else this.#parts.work.add(() => this.complete(next, next.fault ?? "ECANCELED"));
    }
    this.#options.onPosted();
  }

  completeOnce({ entry: { userData } }: RingRequest, res: number): boolean {
    const posted = this.#options.completion.tryPost({ userData, res, flags: IORING_CQE_F_MORE });
    if (posted) this.#options.onPosted();
    return posted;
  }

  /** The ring is closed: all are stopped that can be, and nobody hears of any. */
  close(): void {
    this.#closed = true;
    for (const request of this.#underWay) request.stop();
    this.#underWay.clear();
  }

  /** Stops the youngest operation with that word. It completes after the cancellation. */
  #cancel(target: number): Returned<number> {
    const found = [...this.#underWay].findLast(({ entry }) => entry.userData === target);
    if (found === undefined) return "ENOENT";
    if (!found.stop()) return "EALREADY";
    this.#underWay.delete(found);
    this.#parts.work.add(() => this.complete(found, "ECANCELED"));
    return 0;
  }
}
