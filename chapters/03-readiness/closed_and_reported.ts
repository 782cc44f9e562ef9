/** A descriptor is registered, copied and closed; then bytes arrive. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
const kernel = createModelKernel();
const epfd = ok(kernel.epollCreate1());
const [ours, theirs] = ok(kernel.socketpair(0));
ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN, data: ours }));

ok(kernel.dup(ours)); // as a child process has one, after fork
kernel.close(ours);
kernel.write(theirs, new Uint8Array(10));

const [event] = ok(kernel.epollWait(epfd, 8, 0));
console.log(event === undefined ? "nothing is reported" : `an event for ${event.data}, which is closed`);
// #endregion
