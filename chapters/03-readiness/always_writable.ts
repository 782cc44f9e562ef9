/** An idle connection, watched for reading and for writing. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, EPOLLOUT } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
const kernel = createModelKernel();
const epfd = ok(kernel.epollCreate1());
const [ours, theirs] = ok(kernel.socketpair(0));
ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN | EPOLLOUT, data: ours }));
kernel.at(50_000_000, () => ok(kernel.write(theirs, new Uint8Array(10))));

let waits = 0;
while (waits < 1_000 && kernel.clockGettime() < 50_000_000) {
  ok(kernel.epollWait(epfd, 8, -1)); // without limit
  waits += 1;
}
console.log(`${waits} waits, and the clock says ${kernel.clockGettime() / 1e6} ms`);
// #endregion
