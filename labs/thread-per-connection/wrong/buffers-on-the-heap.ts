// fails: a thread has one buffer on its own stack, however much its scanner says
// says: no buffer is in there

import { type Coroutine, isErrno, type Thread, type ThreadKernel } from "@interleave/kernel";

export const SCAN_BYTES = 4_096;

// A buffer for each thread, but not where the task wants it.
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  for (;;) {
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) return;
    const thread = kernel.spawn(`scanner ${connection}`, (thread) => answer(kernel, connection, thread));
    if (isErrno(thread)) kernel.close(connection);
  }
}

function* answer(kernel: ThreadKernel, connection: number, _thread: Thread): Coroutine<void> {
  const buffer = new Uint8Array(SCAN_BYTES);
  for (;;) {
    const count = yield* kernel.read(connection, buffer);
    if (isErrno(count) || count === 0) break;
    yield* kernel.write(connection, buffer.subarray(0, count));
  }
  kernel.close(connection);
}
