/**
 * `fd_set`: the set of descriptors that select(2) takes, as 1,024 bits.
 *
 * The kernel itself has no such limit. It is the size of the type in C's headers, and to set a bit beyond it writes over
 * whatever follows it in memory. It is a limit on the number, not on how many: descriptor 1,024 does not fit though
 * it were the only one.
 */

/** One more than the highest descriptor that fits. */
export const FD_SETSIZE = 1_024;

/** Throws `RangeError` for a descriptor that has no bit. */
export function checkFitsSet(fd: number): void {
  if (fd >= 0 && fd < FD_SETSIZE) return;
  throw new RangeError(`select: descriptor ${fd} has no bit in a set of ${FD_SETSIZE}; use poll or epoll for it`);
}

/** The descriptors as bits. */
export function toBits(fds: readonly number[]): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(FD_SETSIZE / 8);
  for (const fd of fds) bits[fd >> 3] = (bits[fd >> 3] ?? 0) | 1 << (fd & 7);
  return bits;
}

/** Those of the descriptors whose bits are set. */
export function fromBits(bits: Uint8Array, fds: readonly number[]): number[] {
  return fds.filter((fd) => ((bits[fd >> 3] ?? 0) >> (fd & 7) & 1) === 1);
}
