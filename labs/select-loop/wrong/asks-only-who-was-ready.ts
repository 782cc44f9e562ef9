// fails: every scan is heard at the moment it is sent, whoever is silent
// says: it was never heard

import { FD_SETSIZE, isErrno, type Kernel, must } from "@interleave/kernel";
import type { Received } from "../starter.ts";

// Asks again only those that were ready: in C, select overwrites its sets, and this is what comes of it.
export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(512);
  let asked = [listener];

  function accept(): void {
    const scanner = kernel.accept4(listener, 0);
    if (isErrno(scanner)) return;
    if (scanner < FD_SETSIZE) asked.push(scanner);
    else kernel.close(scanner);
  }

  function readFrom(scanner: number): void {
    const count = kernel.read(scanner, buffer);
    if (!isErrno(count) && count > 0) return received(scanner, buffer.slice(0, count));
    asked.splice(asked.indexOf(scanner), 1);
    kernel.close(scanner);
  }

  for (;;) {
    const ready = must(kernel.select({ read: asked, write: [], except: [] }, -1));
    asked = [...ready.read];
    for (const fd of ready.read) {
      if (fd === listener) accept();
      else readFrom(fd);
    }
  }
}
