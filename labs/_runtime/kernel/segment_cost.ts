/**
 * What bytes on their way through a socket cost, in Linux's own reckoning.
 *
 * A stream has no message boundaries, but its buffer is made of segments: each write makes one, or several. A segment is
 * charged to its sender with all the memory that it takes, headers included, until the receiver has read it to its end. So
 * the limit of 212,992 is reached by 278 writes of 1 byte, or by one of 219,264 bytes.
 *
 * Follows `unix_stream_sendmsg` and `alloc_skb_with_frags` for x86-64 with pages of 4,096 bytes, as of Linux 6.18. The sums
 * are the kernel's private business and differ between versions and machines, so a model can be given others.
 */

/** Charged beyond this, a sender has to wait. Linux: net.core.wmem_default. */
export const SEND_LIMIT = 212_992;

/** Charged beyond a quarter of the limit, a socket does not count as writable, though a write would still succeed. */
export const WRITABLE_LIMIT = SEND_LIMIT / 4;

const PAGE_BYTES = 4_096;
/** What fits beside the headers in one page; longer segments have their bytes in pages of their own. */
const HEAD_BYTES = 3_776;
/** The longest segment. */
export const SEGMENT_BYTES = HEAD_BYTES + 32_768;
/** `struct sk_buff`, and the `struct skb_shared_info` that follows the bytes. */
const HEADER_BYTES = 256;
const TRAILER_BYTES = 320;
const SMALLEST_BLOCK = 512;

/** What a segment of `bytes` bytes is charged. */
export function segmentCost(bytes: number): number {
  const inPages = Math.min(bytes, roundUp(Math.max(0, bytes - HEAD_BYTES), PAGE_BYTES));
  const block = roundUp(bytes - inPages, 64) + TRAILER_BYTES;
  // The allocator has blocks of powers of two.
  return Math.max(SMALLEST_BLOCK, 2 ** Math.ceil(Math.log2(block))) + HEADER_BYTES + roundUp(inPages, PAGE_BYTES);
}

function roundUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}
