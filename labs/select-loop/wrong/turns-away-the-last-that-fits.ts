// fails: a connection whose number has no bit in the set is closed at once, and the others are served
// says: to be served: its number is 1023

import { FD_SETSIZE, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// Off by one: 1,023 is the last number that has a bit.
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  const scanners = new Set<number>();

  function accept(): void {
    const scanner = kernel.accept4(listener, 0);
    if (isErrno(scanner)) return;
    if (scanner < FD_SETSIZE - 1) scanners.add(scanner);
    else kernel.close(scanner);
  }

  function readFrom(scanner: number): void {
    const count = kernel.read(scanner, buffer);
    if (!isErrno(count) && count > 0) return received(scanner, buffer.slice(0, count));
    scanners.delete(scanner);
    kernel.close(scanner);
  }

  for (;;) {
    const ready = must(kernel.select({ read: [listener, ...scanners], write: [], except: [] }, -1));
    for (const fd of ready.read) {
      if (fd === listener) accept();
      else readFrom(fd);
    }
  }
}
