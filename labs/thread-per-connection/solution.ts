import { type Coroutine, isErrno, type Thread, type ThreadKernel } from "@interleave/kernel";

/** The longest scan. */
export const SCAN_BYTES = 4_096;

/** Answers all who connect, until nobody can connect any more. */
export function* serve(kernel: ThreadKernel, listener: number): Coroutine<void> {
  for (;;) {
    const connection = yield* kernel.accept4(listener, 0);
    if (isErrno(connection)) return;
    const thread = kernel.spawn(`scanner ${connection}`, (thread) => answer(kernel, connection, thread));
    // No thread will ever read it: better that its scanner hears so now.
    if (isErrno(thread)) kernel.close(connection);
  }
}

/** Sends back what comes, until the scanner leaves. */
function* answer(kernel: ThreadKernel, connection: number, { stack }: Thread): Coroutine<void> {
  const buffer = stack.array(SCAN_BYTES);
  for (;;) {
    const count = yield* kernel.read(connection, buffer);
    // ECONNRESET is a way to leave, too.
    if (isErrno(count) || count === 0) break;
    yield* kernel.write(connection, buffer.subarray(0, count));
  }
  kernel.close(connection);
}
