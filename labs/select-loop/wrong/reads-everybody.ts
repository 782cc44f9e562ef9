// fails: every scan is heard at the moment it is sent, whoever is silent
// says: it sat in read

import { FD_SETSIZE, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// select says that somebody is ready; the loop asks everybody.
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  const scanners = new Set<number>();

  function accept(): void {
    const scanner = kernel.accept4(listener, 0);
    if (isErrno(scanner)) return;
    if (scanner < FD_SETSIZE) scanners.add(scanner);
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
    if (ready.read.includes(listener)) accept();
    else scanners.forEach(readFrom);
  }
}
