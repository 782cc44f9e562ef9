// fails: a scanner is answered while the others are silent
// says: What does it wait for, or who has it been waiting behind?

import { type Coroutine, isErrno, type Thread, type ThreadKernel } from "@interleave/kernel";

export const SCAN_BYTES = 4_096;

// A thread for each connection, and the next one is accepted when it has ended.
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  for (;;) {
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) return;
    const thread = kernel.spawn(`scanner ${connection}`, (thread) => answer(kernel, connection, thread));
    if (isErrno(thread)) kernel.close(connection);
    else yield* thread.join();
  }
}

function* answer(kernel: ThreadKernel, connection: number, { stack }: Thread): Coroutine<void> {
  const buffer = stack.array(SCAN_BYTES);
  for (;;) {
    const count = yield* kernel.read(connection, buffer);
    if (isErrno(count) || count === 0) break;
    yield* kernel.write(connection, buffer.subarray(0, count));
  }
  kernel.close(connection);
}
