/** A descriptor is registered, copied and closed; then bytes arrive. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const epfd = kernel.epollCreate1(); // 3
const [ours, theirs] = kernel.socketpair(0); // 4 and 5
const interest = { events: EPOLLIN, data: ours };
kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, interest);

kernel.dup(ours); // 6: a copy, as a child process has after fork
kernel.close(ours);
kernel.write(theirs, new Uint8Array(10));

const [event] = kernel.epollWait(epfd, 8, 0);
if (event === undefined) console.log("nothing is reported");
else console.log(`an event for ${event.data}`);
// #endregion
