/**
 * A kernel you can open: descriptors, readiness and waiting, as Linux has them.
 *
 * @module
 */
export { type Errno, errnoMeaning, isErrno, type Returned } from "./errno.ts";
export {
  EFD_SEMAPHORE,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLERR,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLHUP,
  EPOLLIN,
  EPOLLONESHOT,
  EPOLLOUT,
  EPOLLPRI,
  EPOLLRDHUP,
  eventNames,
  has,
  O_NONBLOCK,
  POLLNVAL,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
} from "./flags.ts";
export type { EpollEvent, Kernel, Pair, PollEntry, SelectSets, TimerSetting } from "./kernel.ts";
export type { MachineOptions } from "./machine.ts";
export { createModelKernel, type ModelKernel } from "./model_kernel.ts";
export { recordKernel } from "./recording_kernel.ts";
export { WaitsForEver } from "./waits_for_ever.ts";
