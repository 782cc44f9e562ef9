// fails: there is one thread for each connection, and one that accepts
// says: for a connection, or for something that happens on it?

import { type Coroutine, isErrno, type Thread, type ThreadKernel } from "@interleave/kernel";

export const SCAN_BYTES = 4_096;

// The thread that reads hands each scan to another one.
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  for (;;) {
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) return;
    const thread = kernel.spawn(`scanner ${connection}`, (thread) => answer(kernel, connection, thread));
    if (isErrno(thread)) kernel.close(connection);
  }
}

function* answer(kernel: ThreadKernel, connection: number, { stack }: Thread): Coroutine<void> {
  const buffer = stack.array(SCAN_BYTES);
  for (;;) {
    const count = yield* kernel.read(connection, buffer);
    if (isErrno(count) || count === 0) break;
    const scan = buffer.slice(0, count);
    kernel.spawn("answer", function* (writer) {
      const copy = writer.stack.array(SCAN_BYTES);
      copy.set(scan);
      yield* kernel.write(connection, copy.subarray(0, count));
    });
  }
  kernel.close(connection);
}
