// fails: with 100 connected, those who are silent cost no read
// says: reads found nothing

import { FD_SETSIZE, isErrno, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// Non-blocking descriptors make it safe to try everybody, and cost a system call for each.
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  const scanners = new Set<number>();

  function accept(): void {
    const scanner = kernel.accept4(listener, O_NONBLOCK);
    if (isErrno(scanner)) return;
    if (scanner < FD_SETSIZE) scanners.add(scanner);
    else kernel.close(scanner);
  }

  function readFrom(scanner: number): void {
    const count = kernel.read(scanner, buffer);
    if (count === "EAGAIN") return;
    if (!isErrno(count) && count > 0) return received(scanner, buffer.slice(0, count));
    scanners.delete(scanner);
    kernel.close(scanner);
  }

  for (;;) {
    const ready = must(kernel.select({ read: [listener, ...scanners], write: [], except: [] }, -1));
    if (ready.read.includes(listener)) accept();
    scanners.forEach(readFrom);
  }
}
