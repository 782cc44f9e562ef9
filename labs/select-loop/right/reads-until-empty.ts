/** Another way: nothing blocks, so each that is ready is accepted, or read, until there is no more. */
import { FD_SETSIZE, isErrno, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";
import type { Received } from "../starter.ts";

export function serveScanners(kernel: Kernel, listener: number, received: Received): void {
  const buffer = new Uint8Array(4_096);
  const read = [listener];
  kernel.fcntlSetfl(listener, O_NONBLOCK);

  function acceptAll(): void {
    for (let fd = kernel.accept4(listener, O_NONBLOCK); !isErrno(fd); fd = kernel.accept4(listener, O_NONBLOCK)) {
      if (fd >= FD_SETSIZE) kernel.close(fd);
      else read.push(fd);
    }
  }

  function readAll(fd: number): void {
    let count = kernel.read(fd, buffer);
    for (; !isErrno(count) && count > 0; count = kernel.read(fd, buffer)) received(fd, buffer.slice(0, count));
    if (count === "EAGAIN") return;
    kernel.close(fd);
    read.splice(read.indexOf(fd), 1);
  }

  for (;;) {
    const ready = must(kernel.select({ read, write: [], except: [] }, -1));
    for (const fd of ready.read) fd === listener ? acceptAll() : readAll(fd);
  }
}
