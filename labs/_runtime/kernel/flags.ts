/**
 * The numbers that calls take and give: bits of events, flags of descriptors, operations. Values are Linux's own
 * (uapi/linux/eventpoll.h, asm-generic/fcntl.h), so that a mask printed here is the mask that `strace` prints.
 *
 * Left out: the `…NORM`, `…BAND` and `…MSG` events, which stand beside the plain ones for reasons of history, and
 * EPOLLWAKEUP, which keeps a phone from falling asleep.
 */

/** There is something to read, an end included. poll(2) calls the same bits POLLIN and so on. */
export const EPOLLIN = 0x001;
/** There is something urgent to read. No descriptor of the model ever has it. */
export const EPOLLPRI = 0x002;
/** Some bytes can be written. */
export const EPOLLOUT = 0x004;
/** Something broke: a pipe without readers, a connection that was reset. Reported whether asked for or not. */
export const EPOLLERR = 0x008;
/** Both directions are over. Reported whether asked for or not. */
export const EPOLLHUP = 0x010;
/** poll(2) alone: this descriptor is not open. */
export const POLLNVAL = 0x020;
/** The peer will write no more. */
export const EPOLLRDHUP = 0x2000;

/** Wake only some of the epoll instances that watch the descriptor, at least one. Only when it is added. */
export const EPOLLEXCLUSIVE = 2 ** 28;
/** Report once, then be silent until EPOLL_CTL_MOD. */
export const EPOLLONESHOT = 2 ** 30;
/** Edge-triggered: report when something happened, not while something is so. Bit 31, kept positive: use `has`. */
export const EPOLLET = 2 ** 31;

/** Add a descriptor to the interest list. */
export const EPOLL_CTL_ADD = 1;
/** Take it out. */
export const EPOLL_CTL_DEL = 2;
/** Change what is asked of it. */
export const EPOLL_CTL_MOD = 3;

/** A call that would wait returns EAGAIN. Belongs to the open file description, so that copies share it. */
export const O_NONBLOCK = 0o4000;
/** An eventfd from which each read takes 1. */
export const EFD_SEMAPHORE = 1;

/** Close the direction in which we read. */
export const SHUT_RD = 0;
/** Close the direction in which we write: the peer reads to the end and then gets 0. */
export const SHUT_WR = 1;
/** Close both. */
export const SHUT_RDWR = 2;

const NAMES: readonly (readonly [bit: number, name: string])[] = [
  [EPOLLIN, "EPOLLIN"],
  [EPOLLPRI, "EPOLLPRI"],
  [EPOLLOUT, "EPOLLOUT"],
  [EPOLLERR, "EPOLLERR"],
  [EPOLLHUP, "EPOLLHUP"],
  [POLLNVAL, "POLLNVAL"],
  [EPOLLRDHUP, "EPOLLRDHUP"],
  [EPOLLEXCLUSIVE, "EPOLLEXCLUSIVE"],
  [EPOLLONESHOT, "EPOLLONESHOT"],
  [EPOLLET, "EPOLLET"],
];

/** True when any bit of `wanted` is in the mask; also of EPOLLET, whose bit makes JavaScript's `&` negative. */
export function has(mask: number, wanted: number): boolean {
  return (mask & wanted) !== 0;
}

/** A mask as `strace` prints it: `EPOLLIN|EPOLLHUP`, or `0`. */
export function eventNames(mask: number): string {
  return NAMES.filter(([bit]) => has(mask, bit)).map(([, name]) => name).join("|") || "0";
}
