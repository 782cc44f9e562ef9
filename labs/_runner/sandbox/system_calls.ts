/** The system calls that Deno needs: found by tracing it under the filter, with glibc's older and newer spelling of each. */

/** Number of one system call on each machine we know, `null` where that machine has none of the name. */
export interface Numbers {
  readonly x86_64: number | null;
  readonly aarch64: number | null;
}

/** The numbers of one call. */
export function on(x86_64: number | null, aarch64: number | null): Numbers {
  return { x86_64, aarch64 };
}

/** Allowed with any arguments. */
export const ALLOWED_CALLS: Readonly<Record<string, Numbers>> = {
  // Memory: V8 reserves, commits and protects pages; it makes code executable.
  brk: on(12, 214),
  madvise: on(28, 233),
  mmap: on(9, 222),
  mprotect: on(10, 226),
  mremap: on(25, 216),
  munmap: on(11, 215),
  pkey_alloc: on(330, 289),
  pkey_free: on(331, 290),
  pkey_mprotect: on(329, 288),
  // Threads, once `clone` has made one.
  exit: on(60, 93),
  exit_group: on(231, 94),
  futex: on(202, 98),
  get_robust_list: on(274, 100),
  membarrier: on(324, 283),
  rseq: on(334, 293),
  sched_get_priority_max: on(146, 125),
  sched_get_priority_min: on(147, 126),
  sched_getaffinity: on(204, 123),
  sched_getparam: on(143, 121),
  sched_getscheduler: on(145, 120),
  sched_yield: on(24, 124),
  set_robust_list: on(273, 99),
  set_tid_address: on(218, 96),
  // Time and waiting.
  clock_getres: on(229, 114),
  clock_gettime: on(228, 113),
  clock_nanosleep: on(230, 115),
  epoll_create1: on(291, 20),
  epoll_ctl: on(233, 21),
  epoll_pwait: on(281, 22),
  epoll_wait: on(232, null),
  eventfd2: on(290, 19),
  gettimeofday: on(96, 169),
  nanosleep: on(35, 101),
  poll: on(7, null),
  ppoll: on(271, 73),
  restart_syscall: on(219, 128),
  // Signals to itself: abort() and the socket pair through which tokio hears them. No `socket`, so nobody else to talk to.
  recvfrom: on(45, 207),
  rt_sigaction: on(13, 134),
  rt_sigprocmask: on(14, 135),
  rt_sigreturn: on(15, 139),
  sendto: on(44, 206),
  sigaltstack: on(131, 132),
  socketpair: on(53, 199),
  tgkill: on(234, 131),
  // Files: its own binary, its libraries, and its /tmp, where Deno keeps SQLite caches.
  access: on(21, null),
  chmod: on(90, null),
  close: on(3, 57),
  dup: on(32, 23),
  faccessat: on(269, 48),
  fallocate: on(285, 47),
  fchmod: on(91, 52),
  fchmodat: on(268, 53),
  fcntl: on(72, 25),
  fdatasync: on(75, 83),
  fstat: on(5, 80),
  fsync: on(74, 82),
  ftruncate: on(77, 46),
  getcwd: on(79, 17),
  getdents64: on(217, 61),
  ioctl: on(16, 29),
  lseek: on(8, 62),
  lstat: on(6, null),
  mkdir: on(83, null),
  mkdirat: on(258, 34),
  newfstatat: on(262, 79),
  openat: on(257, 56),
  pipe2: on(293, 59),
  pread64: on(17, 67),
  pwrite64: on(18, 68),
  read: on(0, 63),
  readlink: on(89, null),
  readlinkat: on(267, 78),
  readv: on(19, 65),
  rename: on(82, null),
  renameat: on(264, 38),
  stat: on(4, null),
  statx: on(332, 291),
  symlink: on(88, null),
  unlink: on(87, null),
  unlinkat: on(263, 35),
  write: on(1, 64),
  writev: on(20, 66),
  // Questions about itself.
  arch_prctl: on(158, null),
  getegid: on(108, 177),
  geteuid: on(107, 175),
  getgid: on(104, 176),
  getpid: on(39, 172),
  getppid: on(110, 173),
  getrandom: on(318, 278),
  getrusage: on(98, 165),
  gettid: on(186, 178),
  getuid: on(102, 174),
  prctl: on(157, 167),
  prlimit64: on(302, 261),
  sysinfo: on(99, 179),
  uname: on(63, 160),
  // bubblewrap loads the filter, then starts Deno, and its first process waits for it. Starting a program needs a new
  // process first, and `clone` makes only threads: what is left of `execve` replaces a program by itself.
  execve: on(59, 221),
  wait4: on(61, 260),
};

/** Makes threads, never processes: its flags must say so. */
export const CLONE = { x86_64: 56, aarch64: 220 } as const;

/**
 * Answered "no such call" in place of "not permitted", because glibc and Deno then try an older one that is allowed:
 * `clone3` hides its flags in memory, where a filter cannot look.
 */
export const ABSENT_CALLS: Readonly<Record<string, Numbers>> = {
  clone3: on(435, 435),
  close_range: on(436, 436),
  epoll_pwait2: on(441, 441),
  faccessat2: on(439, 439),
  io_uring_setup: on(425, 425),
  io_uring_enter: on(426, 426),
  io_uring_register: on(427, 427),
  openat2: on(437, 437),
};
