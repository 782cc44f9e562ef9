import { type Coroutine, isErrno, type ThreadKernel } from "@interleave/kernel";

/** The longest scan. */
export const SCAN_BYTES = 4_096;

/** Answers all who connect, until nobody can connect any more. */
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  const buffer = new Uint8Array(SCAN_BYTES);
  for (;;) {
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) return;
    for (;;) {
      const count = yield* kernel.read(connection, buffer);
      if (isErrno(count) || count === 0) break;
      yield* kernel.write(connection, buffer.subarray(0, count));
    }
    kernel.close(connection);
  }
}
