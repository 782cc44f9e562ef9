/**
 * Reads and writes of io_uring: of a regular file the device carries them out, of anything else they are tried when it
 * is ready.
 *
 * Both may be short, and complete then: the kernel does not try again for the rest. A read of a stream gets what there
 * is.
 *
 * Follows io_uring/rw.c. How the real one differs: Linux answers at once what the page cache has, and of a regular file
 * it does go on for the rest of a short read, except at the end of the file or after a signal; here every operation on
 * a file takes the device's time, and the device says how much it moves. It takes bytes from a buffer, or puts them
 * there, at the end; a real one does so at any time until then.
 */
import { EPOLLIN, EPOLLOUT } from "./flags.ts";
import { MemoryFile } from "./memory_file.ts";
import { IORING_OP_READ } from "./ring_flags.ts";
import type { BegunOnFile, RingMachine } from "./ring_operations.ts";
import type { Transfer } from "./submission.ts";
import { tryWhenReady } from "./try_when_ready.ts";

/** Begins the read or write. */
export function transfer({ device, work }: RingMachine, { request, entry, file, done }: BegunOnFile<Transfer>): void {
  const { buffer, offset } = entry;
  const { object } = file;
  const reads = entry.opcode === IORING_OP_READ;
  if (offset < -1) return done("EINVAL");
  if (!(object instanceof MemoryFile)) {
    const attempt = () => reads ? object.read(buffer, file) : object.write(buffer, file);
    return tryWhenReady({ file, event: reads ? EPOLLIN : EPOLLOUT, exclusive: false, attempt, done }, request, work);
  }
  const operation = { kind: reads ? "read" : "write", offset: offset === -1 ? file.position : offset } as const;
  const takeBack = device.begin({ ...operation, bytes: buffer.length }, (moves) => {
    if (typeof moves === "string") return done(moves);
    const moved = buffer.subarray(0, moves);
    if (offset === -1) done(reads ? object.read(moved, file) : object.write(moved, file));
    else done(reads ? object.readAt(moved, offset) : object.writeAt(moved, offset));
  });
  request.stop = () => {
    const stopped = takeBack();
    if (stopped) file.drop();
    return stopped;
  };
}
