/**
 * Why a system call failed: the names that errno(3) lists, as far as the calls of this kernel give them.
 *
 * A call returns its value or one of these names. In C it returns -1 and leaves a number in `errno`; the raw system call
 * returns the negative number. The name says more than either, and cannot be mistaken for a count of bytes.
 */

/** The name of an error. */
export type Errno =
  | "EPERM"
  | "ENOENT"
  | "EIO"
  | "EBADF"
  | "EAGAIN"
  | "EEXIST"
  | "EINVAL"
  | "EMFILE"
  | "ESPIPE"
  | "EPIPE"
  | "ELOOP"
  | "ETIME"
  | "ENOTSOCK"
  | "EOPNOTSUPP"
  | "EADDRINUSE"
  | "ECONNRESET"
  | "EISCONN"
  | "ENOTCONN"
  | "ECONNREFUSED"
  | "EALREADY"
  | "ECANCELED";

/** Name → Linux's number (asm-generic/errno-base.h and errno.h; the same on x86-64 and arm64) and what it says. */
const ERRORS: Readonly<Record<Errno, readonly [number: number, meaning: string]>> = {
  EPERM: [1, "this is not allowed, or makes no sense for this kind of descriptor"],
  ENOENT: [2, "there is no such entry"],
  EIO: [5, "the device failed"],
  EBADF: [9, "the descriptor is not open, or not open for this"],
  EAGAIN: [11, "this would have to wait, and the descriptor is non-blocking: come back when it is ready"],
  EEXIST: [17, "there is one already"],
  EINVAL: [22, "an argument has a value that this call does not take"],
  EMFILE: [24, "all descriptors that the process may have are open"],
  ESPIPE: [29, "this descriptor has no position: bytes can only be taken in order"],
  EPIPE: [32, "nobody can read any more what would be written"],
  ELOOP: [40, "epoll instances would watch one another in a circle, or too many deep"],
  ETIME: [62, "the time is over"],
  ENOTSOCK: [88, "the descriptor is not a socket"],
  EOPNOTSUPP: [95, "this kind of descriptor does not do that"],
  EADDRINUSE: [98, "another socket has that name"],
  ECONNRESET: [104, "the peer closed with bytes of ours unread, or without accepting"],
  EISCONN: [106, "the socket is connected already"],
  ENOTCONN: [107, "the socket is not connected"],
  ECONNREFUSED: [111, "nobody listens under that name"],
  EALREADY: [114, "it has gone too far to be stopped, and will complete in its own way"],
  ECANCELED: [125, "it was cancelled, or an operation that it was linked behind did not succeed in full"],
};

/** What a call returns: its value, or the name of an error. No call's value is a string, so `typeof` tells them apart. */
export type Returned<Value> = Value | Errno;

const NAMES = Object.keys(ERRORS) as Errno[];
const BY_NUMBER = new Map<number, Errno>(NAMES.map((name) => [ERRORS[name][0], name]));

/** True of an error's name. */
export function isErrno<Value extends number | object>(returned: Returned<Value>): returned is Errno {
  return typeof returned === "string";
}

/** The value of a call that has no reason to fail: an error is thrown, as an `Error` that names it and says what it means. */
export function must<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(`A system call failed with ${returned}: ${errnoMeaning(returned)}`);
  return returned;
}

/** The number of an error in Linux. */
export function errnoNumber(errno: Errno): number {
  return ERRORS[errno][0];
}

/** The name for one of Linux's numbers; `undefined` for one that no call of this kernel gives. */
export function errnoName(number: number): Errno | undefined {
  return BY_NUMBER.get(number);
}

/** What the error says, in words. */
export function errnoMeaning(errno: Errno): string {
  return ERRORS[errno][1];
}
