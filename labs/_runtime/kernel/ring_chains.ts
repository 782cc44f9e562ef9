/**
 * Taking entries from the submission queue, and how linked ones become chains.
 *
 * An entry with IOSQE_IO_LINK is linked to the one behind it, that one too if it says so, and the first of a chain
 * begins. A chain ends with the first entry that does not say so, and at the end of what this call takes: no link
 * reaches into the next `enter`.
 *
 * An entry that makes no sense completes with EINVAL. In a chain it takes the whole chain with it, from the first on.
 * Alone, or last in its chain, it ends the taking: a program that writes nonsense into one slot may not mean the next
 * one either.
 *
 * Follows `io_submit_sqes`. What it leaves out: IORING_SETUP_SUBMIT_ALL, which goes on after such an entry.
 */
import type { Errno } from "./errno.ts";
import { has } from "./flags.ts";
import { makesSense } from "./ring_entry.ts";
import { IOSQE_IO_LINK } from "./ring_flags.ts";
import { RingRequest } from "./ring_request.ts";
import type { ModelSubmissionQueue } from "./submission_queue.ts";

/** What becomes of a chain, by its first. */
export interface ChainFate {
  /** It begins. */
  readonly start: (first: RingRequest) => void;
  /** One of it makes no sense. */
  readonly refuse: (first: RingRequest, why: Errno) => void;
}

/** Takes up to `count` entries; returns how many it took. */
export function takeChains(queue: ModelSubmissionQueue, count: number, { start, refuse }: ChainFate): number {
  let taken = 0;
  while (taken < count) {
    const chain = takeChain(queue, count - taken);
    taken += chain.length;
    const first = chain[0]!;
    if (chain.every(({ fault }) => fault === null)) start(first);
    else refuse(first, first.fault ?? "ECANCELED");
    const last = chain.at(-1)!;
    if (last.fault !== null && !has(last.entry.flags ?? 0, IOSQE_IO_LINK)) break;
  }
  return taken;
}

/** One chain: mostly of one entry. */
function takeChain(queue: ModelSubmissionQueue, count: number): RingRequest[] {
  const chain: RingRequest[] = [];
  for (;;) {
    const entry = queue.take();
    const request = new RingRequest(entry, makesSense(entry) ? null : "EINVAL");
    const last = chain.at(-1);
    if (last !== undefined) last.next = request;
    chain.push(request);
    if (chain.length === count || !has(entry.flags ?? 0, IOSQE_IO_LINK)) return chain;
  }
}
