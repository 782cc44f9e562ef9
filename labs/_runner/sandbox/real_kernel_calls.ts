/**
 * The system calls that the driver of a real kernel makes beyond what Deno needs (`system_calls.ts` has epoll, pipes, eventfd,
 * socketpair, poll, read and write already). A lab without `realKernel: true` gets none of them.
 *
 * io_uring is not among them: what is submitted through a ring passes no filter.
 */
import { type Numbers, on } from "./system_calls.ts";

export const REAL_KERNEL_CALLS: Readonly<Record<string, Numbers>> = {
  // Stream sockets with names. They are the network namespace's own, and no other program is in there.
  accept4: on(288, 242),
  bind: on(49, 200),
  connect: on(42, 203),
  listen: on(50, 201),
  shutdown: on(48, 210),
  // A regular file without a name, in memory; RLIMIT_FSIZE and the cgroup bound it.
  memfd_create: on(319, 279),
  // Timers that are read.
  timerfd_create: on(283, 85),
  timerfd_settime: on(286, 86),
  // select(2); glibc makes it of the one or of the other.
  pselect6: on(270, 72),
  select: on(23, null),
};

/** Makes sockets of one family only: its first argument must say so. */
export const SOCKET = { x86_64: 41, aarch64: 198 } as const;
export const AF_UNIX = 1;
