/**
 * io_uring_setup(2): makes a ring, and what numbers it takes.
 *
 * The number of entries is rounded up to a power of two, so that a slot is found by a mask and not by a division, and
 * so that the counts may pass 2^32 in the middle of the ring without anybody noticing. The completion queue has twice
 * as many slots by default, since a program submits more while completions are waiting.
 */
import type { Returned } from "./errno.ts";
import { IoUring } from "./io_uring.ts";
import type { RingMachine } from "./ring_operations.ts";
import type { Ring, RingOptions } from "./ring.ts";
import type { Completion, Submission } from "./submission.ts";

/** What the model's ring can be given besides. */
export interface ModelRingOptions extends RingOptions {
  /**
   * Where heads and tails begin: 0, as in Linux, unless given. With 2 ** 32 - 3, a ring can be watched as it passes
   * 2^32.
   */
  readonly firstIndex?: number;
}

/** A ring that can be looked into. */
export interface ModelRing extends Ring {
  /** Operations that have begun and are not over, oldest first. */
  readonly underWay: readonly Submission[];
  /** Completions that found no room in the queue, oldest first. */
  readonly beside: readonly Completion[];
}

/** The call of this file. */
export interface RingCalls {
  /** A ring: EINVAL for a number of entries that it does not take, EMFILE. */
  ioUringSetup(options: ModelRingOptions): Returned<ModelRing>;
}

const MOST_ENTRIES = 32_768;
const MOST_COMPLETION_ENTRIES = 2 * MOST_ENTRIES;

/** The call, on a machine. */
export function ringCalls(parts: RingMachine): RingCalls {
  return {
    ioUringSetup({ entries: asked, completionEntries: askedToo = 2 * powerOfTwo(asked), firstIndex = 0 }) {
      if (!isCount(asked, MOST_ENTRIES) || !isCount(askedToo, MOST_COMPLETION_ENTRIES)) return "EINVAL";
      const [entries, completionEntries] = [powerOfTwo(asked), powerOfTwo(askedToo)];
      if (completionEntries < entries) return "EINVAL";
      const ring = new IoUring(parts, { entries, completionEntries, firstIndex });
      const fd = parts.machine.open(ring, 0);
      if (typeof fd === "string") return fd;
      ring.fd = fd;
      return ring;
    },
  };
}

/** The smallest power of two that is no less. */
function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

function isCount(count: number, most: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= most;
}
