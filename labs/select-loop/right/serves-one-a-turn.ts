/** Another way, and a dearer one: handles one of the ready each time, the listener last, and asks again. */
import { isErrno, type Kernel } from "@interleave/kernel";
import type { Received } from "../starter.ts";

export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const open: boolean[] = [];
  for (;;) {
    const read = [...open.keys()].filter((fd) => open[fd]).concat(listener);
    const ready = kernel.select({ read, write: [], except: [] }, 60_000);
    if (isErrno(ready) || ready.read.length === 0) continue;
    const fd = ready.read[0]!;
    if (fd === listener) {
      const scanner = kernel.accept4(listener, 0);
      if (isErrno(scanner)) continue;
      if (scanner > 1_023) kernel.close(scanner);
      else open[scanner] = true;
      continue;
    }
    const bytes = new Uint8Array(256);
    const count = kernel.read(fd, bytes);
    if (typeof count === "number" && count > 0) {
      received(fd, bytes.subarray(0, count));
    } else {
      open[fd] = false;
      kernel.close(fd);
    }
  }
}
