/**
 * io_uring_setup on Linux: makes a ring, or says why there is none.
 *
 * io_uring is forbidden in many places where programs of strangers run, containers among them, because its code is young and large
 * and what is submitted through a ring passes no filter of system calls. So a program must be able to do without.
 */
import type { LinuxEntry } from "./linux_entry.ts";
import { LinuxRing, type RingOwner } from "./linux_ring.ts";
import { PARAMS_BYTES, RingMemory } from "./linux_ring_memory.ts";
import type { RingOptions } from "./ring.ts";

const [IORING_SETUP_CQSIZE, IORING_SETUP_COOP_TASKRUN] = [1 << 3, 1 << 8];
const [EPERM, ENOMEM, EINVAL, ENOSYS] = [1, 12, 22, 38];

/** Makes a ring; a number is Linux's error. */
export function setUpRing(entry: LinuxEntry, owner: RingOwner, { entries, completionEntries }: RingOptions) {
  const params = new DataView(new ArrayBuffer(PARAMS_BYTES));
  params.setUint32(8, IORING_SETUP_COOP_TASKRUN | (completionEntries === undefined ? 0 : IORING_SETUP_CQSIZE), true);
  params.setUint32(4, completionEntries ?? 0, true);
  const fd = entry.calls.io_uring_setup(entry.numbers.io_uring_setup, entries, params);
  if (fd < 0) return entry.errorOf(fd);
  return new LinuxRing(entry, owner, { fd, memory: new RingMemory(entry, fd, params) });
}

/** Why there is no ring here, in one sentence; `null` where there is. */
export function whyNoRing(entry: LinuxEntry): string | null {
  const owner: RingOwner = { real: (fd) => fd, own: () => {}, nameOf: () => "EINVAL" };
  const ring = setUpRing(entry, owner, { entries: 1 });
  if (typeof ring !== "number") {
    ring.release();
    entry.calls.close(entry.numbers.close, ring.fd);
    return null;
  }
  switch (ring) {
    case ENOSYS:
      return "There is no io_uring here: this Linux is older than 5.1, was built without it, or a filter hides it.";
    case EPERM:
      return "io_uring is forbidden here: by the setting kernel.io_uring_disabled, or by a container's filter.";
    case EINVAL:
      return "The io_uring of this Linux is too old: IORING_SETUP_COOP_TASKRUN came with 5.19.";
    case ENOMEM:
      return "io_uring gets no memory here: on Linux before 5.12 it counts against the limit of locked memory.";
    default:
      return `io_uring cannot be set up here: Linux's error ${ring}.`;
  }
}
