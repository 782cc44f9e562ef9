/** An idle connection, watched for reading and for writing. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, EPOLLOUT } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const epfd = kernel.epollCreate1();
const [ours, theirs] = kernel.socketpair(0);
const both = { events: EPOLLIN | EPOLLOUT, data: ours };
kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, both);
// Somebody will speak after 50 ms:
kernel.at(50e6, () => kernel.write(theirs, new Uint8Array(10)));

let waits = 0;
while (waits < 1_000 && kernel.clockGettime() < 50e6) {
  kernel.epollWait(epfd, 8, -1); // without limit
  waits += 1;
}
const ms = kernel.clockGettime() / 1e6;
console.log(`${waits} waits, and the clock says ${ms} ms`);
// #endregion
