// fails: there is one thread for each connection, and one that accepts
// says: threads when

import { type Coroutine, isErrno, type Thread, type ThreadKernel } from "@interleave/kernel";

export const SCAN_BYTES = 4_096;

// Accepts in a thread of its own, and keeps the first one waiting for it.
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  const acceptor = kernel.spawn("acceptor", () => accept(kernel, listener));
  if (!isErrno(acceptor)) yield* acceptor.join();
}

function* accept(kernel: ThreadKernel, listener: number): Coroutine<void> {
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
    yield* kernel.write(connection, buffer.subarray(0, count));
  }
  kernel.close(connection);
}
