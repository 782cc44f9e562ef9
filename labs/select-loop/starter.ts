import { isErrno, type Kernel } from "@interleave/kernel";

/** Serves the scanners that connect to `listener`: hands on whatever one of them sends. Goes on for ever. */
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  for (;;) {
    const scanner = kernel.accept4(listener, 0);
    if (isErrno(scanner)) continue;
    for (;;) {
      const count = kernel.read(scanner, buffer);
      if (isErrno(count) || count === 0) break;
      received(scanner, buffer.slice(0, count));
    }
    kernel.close(scanner);
  }
}

/** Is given what a scanner sent: the scanner's descriptor, and the bytes. */
export type Received = (scanner: number, bytes: Uint8Array) => void;
