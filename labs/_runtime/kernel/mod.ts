/**
 * A kernel you can open: descriptors, readiness and waiting, as Linux has them.
 *
 * @module
 */
export { type Errno, errnoMeaning, isErrno, must, type Returned } from "./errno.ts";
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
export type { KernelInsight } from "./insight.ts";
export type { EpollEvent, Kernel, Pair, PollEntry, SelectSets, TimerSetting } from "./kernel.ts";
export { type CompletionPort, completionPort, type Packet } from "./completion_port.ts";
export type { DeviceOperation, DeviceOptions } from "./device.ts";
export type { MachineOptions } from "./machine.ts";
export { createModelKernel, type ModelKernel, type ModelOptions } from "./model_kernel.ts";
export { recordKernel } from "./recording_kernel.ts";
export type { CompletionQueue, Ring, RingEnds, RingKernel, RingOptions, SubmissionQueue } from "./ring.ts";
export type { ModelRing, ModelRingOptions, RingCalls } from "./ring_calls.ts";
export {
  IORING_ACCEPT_MULTISHOT,
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
  IORING_SQ_CQ_OVERFLOW,
  IOSQE_IO_LINK,
} from "./ring_flags.ts";
export type { Accept, Cancel, Completion, Nop, Submission, SubmissionEntry, Timeout, Transfer } from "./submission.ts";
export { FD_SETSIZE } from "./select_sets.ts";
export type { Thread } from "./thread.ts";
export type { SleepingCall, SleepingCalls, ThreadCalls } from "./thread_calls.ts";
export type { ThreadStack, ThreadUsage } from "./thread_memory.ts";
export type { ModelThreadKernel, ThreadKernel, ThreadOptions } from "./thread_kernel.ts";
export { createThreadKernel } from "./threads.ts";
export { type Hang, WaitsForEver } from "./waits_for_ever.ts";
// What the types above name of the scheduler and of traces.
export type {
  Chooser,
  Coroutine,
  Policy,
  SourceFrame,
  Suspension,
  Task,
  TaskCancelled,
  TaskState,
  Waker,
} from "../scheduler/mod.ts";
export type {
  At,
  KernelEvent,
  OfTask,
  Recorder,
  SourcePosition,
  Trace,
  TraceEvent,
  UnstampedEvent,
  WaitReason,
} from "../trace/mod.ts";
