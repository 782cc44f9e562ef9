import { type Coroutine, isErrno, SHUT_RDWR, type ThreadKernel } from "@interleave/kernel";

const PIECE_BYTES = 1_024;

/** Small buffers, many calls; and a server that says goodbye before it closes. */
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  let served = 0;
  while (true) {
    const fd = yield* kernel.accept4(listener, 0);
    if (typeof fd === "string") break;
    const made = kernel.spawn(`connection ${++served}`, function* ({ stack }) {
      const bytes = stack.array(4_096);
      let alive = true;
      while (alive) {
        const count = yield* kernel.read(fd, bytes);
        alive = !isErrno(count) && count > 0;
        for (let from = 0; alive && from < Number(count);) {
          const piece = bytes.subarray(from, Math.min(from + PIECE_BYTES, Number(count)));
          const written = yield* kernel.write(fd, piece);
          if (isErrno(written)) alive = false;
          else from += written;
        }
      }
      kernel.shutdown(fd, SHUT_RDWR);
      kernel.close(fd);
    });
    if (made === "EAGAIN") {
      kernel.shutdown(fd, SHUT_RDWR);
      kernel.close(fd);
    }
  }
}
