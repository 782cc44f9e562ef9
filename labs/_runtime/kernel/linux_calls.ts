/**
 * The system calls behind the kernel's interface: their numbers on two machines, and their parameters, for `Deno.dlopen`.
 *
 * Where Linux has an older and a newer call of one purpose, this takes the newer: arm64 has only those. So poll is
 * `ppoll`, select is `pselect6`, and epoll_wait is `epoll_pwait`, each with a set of signals that is left out (NULL).
 *
 * Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
 */
import { type MachineName, SYMBOL } from "./linux_stub.ts";

const NUMBERS = {
  accept4: [288, 242],
  bind: [49, 200],
  clock_gettime: [228, 113],
  close: [3, 57],
  connect: [42, 203],
  dup: [32, 23],
  epoll_create1: [291, 20],
  epoll_ctl: [233, 21],
  epoll_pwait: [281, 22],
  eventfd2: [290, 19],
  fcntl: [72, 25],
  io_uring_enter: [426, 426],
  io_uring_setup: [425, 425],
  listen: [50, 201],
  memfd_create: [319, 279],
  mmap: [9, 222],
  munmap: [11, 215],
  pipe2: [293, 59],
  ppoll: [271, 73],
  pread64: [17, 67],
  pselect6: [270, 72],
  pwrite64: [18, 68],
  read: [0, 63],
  shutdown: [48, 210],
  socket: [41, 198],
  socketpair: [53, 199],
  timerfd_create: [283, 85],
  timerfd_settime: [286, 86],
  write: [1, 64],
} as const;

/** The calls, by Linux's names. */
export type CallName = keyof typeof NUMBERS;

/** The calls' numbers on a machine. */
export function callNumbers(machine: MachineName): Readonly<Record<CallName, number>> {
  const column = machine === "x86_64" ? 0 : 1;
  const numbers = Object.entries(NUMBERS).map(([name, onMachines]) => [name, onMachines[column]]);
  return Object.fromEntries(numbers) as Record<CallName, number>;
}

/** What each call takes, behind its number. All are one function, seen in different ways. */
export const SHAPES = {
  accept4: call("i32", "pointer", "pointer", "i32"),
  bind: call("i32", "buffer", "u32"),
  clock_gettime: call("i32", "buffer"),
  close: call("i32"),
  connect: call("i32", "buffer", "u32"),
  dup: call("i32"),
  epoll_create1: call("i32"),
  epoll_ctl: call("i32", "i32", "i32", "buffer"),
  epoll_pwait: call("i32", "buffer", "i32", "i32", "pointer"),
  eventfd2: call("u32", "i32"),
  fcntl: call("i32", "i32", "i32"),
  io_uring_enter: call("i32", "u32", "u32", "u32", "pointer"),
  io_uring_setup: call("u32", "buffer"),
  listen: call("i32", "i32"),
  memfd_create: call("buffer", "u32"),
  // An address has 64 bits.
  mmap: { ...call("pointer", "usize", "i32", "i32", "i32", "i64"), result: "i64" as const },
  munmap: call("pointer", "usize"),
  pipe2: call("buffer", "i32"),
  ppoll: call("buffer", "usize", "buffer", "pointer"),
  pread64: call("i32", "buffer", "usize", "i64"),
  pselect6: call("i32", "buffer", "buffer", "buffer", "buffer", "pointer"),
  pwrite64: call("i32", "buffer", "usize", "i64"),
  read: call("i32", "buffer", "usize"),
  shutdown: call("i32", "i32"),
  socket: call("i32", "i32", "i32"),
  socketpair: call("i32", "i32", "i32", "buffer"),
  timerfd_create: call("i32", "i32"),
  timerfd_settime: call("i32", "i32", "buffer", "pointer"),
  write: call("i32", "buffer", "usize"),
};

/** Results are 32 bits, also of `ssize_t`: no call here moves more, and a BigInt for each would cost more than the call. */
function call<const Parameters extends readonly Deno.NativeType[]>(...parameters: Parameters) {
  return { name: SYMBOL, parameters: ["i32", ...parameters], result: "i32" } as const;
}
