// fails: a scanner is answered while the others are silent
// says: is not a place to wait

import { type Coroutine, isErrno, O_NONBLOCK, type Thread, type ThreadKernel } from "@interleave/kernel";

export const SCAN_BYTES = 4_096;

// Reads a non-blocking connection in a loop: it never sleeps, so nobody else runs.
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  for (;;) {
    const connection = yield* kernel.accept4(listener, O_NONBLOCK);
    if (isErrno(connection)) return;
    const thread = kernel.spawn(`scanner ${connection}`, (thread) => answer(kernel, connection, thread));
    if (isErrno(thread)) kernel.close(connection);
  }
}

function* answer(kernel: ThreadKernel, connection: number, { stack }: Thread): Coroutine<void> {
  const buffer = stack.array(SCAN_BYTES);
  for (;;) {
    const count = yield* kernel.read(connection, buffer);
    if (count === "EAGAIN") continue;
    if (isErrno(count) || count === 0) break;
    yield* kernel.write(connection, buffer.subarray(0, count));
  }
  kernel.close(connection);
}
