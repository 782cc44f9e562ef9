// fails: a connection whose number has no bit in the set is closed at once, and the others are served
// says: whether or not it can be served

import { FD_SETSIZE, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// Full means full: the listener is taken out of the set, and newcomers wait for ever.
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  const scanners = new Set<number>();
  let full = false;

  function accept(): void {
    const scanner = kernel.accept4(listener, 0);
    if (isErrno(scanner)) return;
    if (scanner < FD_SETSIZE) scanners.add(scanner);
    else {
      kernel.close(scanner);
      full = true;
    }
  }

  function readFrom(scanner: number): void {
    const count = kernel.read(scanner, buffer);
    if (!isErrno(count) && count > 0) return received(scanner, buffer.slice(0, count));
    scanners.delete(scanner);
    kernel.close(scanner);
  }

  for (;;) {
    const ready = must(
      kernel.select({ read: full ? [...scanners] : [listener, ...scanners], write: [], except: [] }, -1),
    );
    for (const fd of ready.read) {
      if (fd === listener) accept();
      else readFrom(fd);
    }
  }
}
