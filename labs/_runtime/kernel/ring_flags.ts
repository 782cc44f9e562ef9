/**
 * The numbers of io_uring: operations, flags of entries and of completions. Values are Linux's own
 * (uapi/linux/io_uring.h), so that what is printed here is what the kernel has.
 *
 * Left out: the operations that the interface leaves out (`ring.ts`), and the flags that go with them.
 */

/** Do nothing, and complete. */
export const IORING_OP_NOP = 0;
/** Complete after a time. */
export const IORING_OP_TIMEOUT = 11;
/** Take a connection. */
export const IORING_OP_ACCEPT = 13;
/** Stop another operation. */
export const IORING_OP_ASYNC_CANCEL = 14;
/** Read into a buffer. */
export const IORING_OP_READ = 22;
/** Write from a buffer. */
export const IORING_OP_WRITE = 23;

/** On an entry: the next one waits for this one's success. */
export const IOSQE_IO_LINK = 0x04;
/** On an accept: go on after the first connection. */
export const IORING_ACCEPT_MULTISHOT = 0x01;
/** On a completion: its submission will complete again. */
export const IORING_CQE_F_MORE = 0x02;
/** In the submission queue's flags: completions wait beside the completion queue, for `enter` to bring them in. */
export const IORING_SQ_CQ_OVERFLOW = 0x02;
