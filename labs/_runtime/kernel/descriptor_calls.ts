/**
 * The calls that every descriptor has, and those that make descriptors of pipes, counters, timers and files.
 *
 * Each looks the descriptor up, and leaves the rest to the object behind it. What a call must wait for it tries again
 * after every alarm (`machine.ts`): which is all that blocking means.
 */
import { EventCounter } from "./event_counter.ts";
import { EFD_SEMAPHORE, has, O_NONBLOCK } from "./flags.ts";
import type { Returned } from "./errno.ts";
import type { Kernel } from "./kernel.ts";
import type { Machine } from "./machine.ts";
import { MemoryFile } from "./memory_file.ts";
import { openPipe } from "./pipe.ts";
import { Timer } from "./timer.ts";
import { WaitsForEver } from "./waits_for_ever.ts";

/** The calls of this file. */
export type DescriptorCalls = Pick<
  Kernel,
  | "pipe2"
  | "eventfd"
  | "timerfdCreate"
  | "timerfdSettime"
  | "memfdCreate"
  | "read"
  | "write"
  | "pread"
  | "pwrite"
  | "dup"
  | "fcntlSetfl"
  | "close"
  | "clockGettime"
>;

/** The calls, on a machine. */
export function descriptorCalls(machine: Machine): DescriptorCalls {
  const { table, time } = machine;

  function read(fd: number, into: Uint8Array): Returned<number> {
    const file = table.get(fd);
    if (file === undefined) return "EBADF";
    return machine.finish("read", file, () => file.object.read(into, file));
  }

  /** A blocking write returns when all is written: it waits in the middle, where a non-blocking one returns. */
  function write(fd: number, from: Uint8Array): Returned<number> {
    const file = table.get(fd);
    if (file === undefined) return "EBADF";
    const count = machine.finish("write", file, () => file.object.write(from, file));
    if (typeof count === "string" || count === from.length || file.nonblocking) return count;
    // Alarms make no room, and nobody else runs who could.
    throw new WaitsForEver("write", { written: count });
  }

  function positioned(fd: number, offset: number, act: (file: MemoryFile) => number): Returned<number> {
    if (offset < 0) return "EINVAL";
    const object = table.get(fd)?.object;
    if (object === undefined) return "EBADF";
    return object instanceof MemoryFile ? act(object) : "ESPIPE";
  }

  return {
    pipe2: (flags) => machine.openPair(openPipe(), flags),
    eventfd: (initial, flags) =>
      machine.open(new EventCounter(initial, { semaphore: has(flags, EFD_SEMAPHORE) }), flags),
    timerfdCreate: (flags) => machine.open(new Timer(time), flags),
    memfdCreate: () => machine.open(new MemoryFile(), 0),
    timerfdSettime(fd, setting) {
      const object = table.get(fd)?.object;
      if (object === undefined) return "EBADF";
      return object instanceof Timer ? object.set(setting) : "EINVAL";
    },
    read,
    write,
    pread: (fd, into, offset) => positioned(fd, offset, (file) => file.readAt(into, offset)),
    pwrite: (fd, from, offset) => positioned(fd, offset, (file) => file.writeAt(from, offset)),
    dup(fd) {
      const file = table.get(fd);
      return file === undefined ? "EBADF" : table.open(file);
    },
    fcntlSetfl(fd, flags) {
      const file = table.get(fd);
      if (file === undefined) return "EBADF";
      file.nonblocking = has(flags, O_NONBLOCK);
      return 0;
    },
    close: (fd) => table.close(fd),
    clockGettime: () => time.nowNs,
  };
}
