/** An entry whose descriptor is closed: who can take it out? */
import { createModelKernel, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

const kernel = createModelKernel();
const epfd = ok(kernel.epollCreate1());
const [ours, theirs] = ok(kernel.socketpair(0));
ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN, data: ours }));
const copy = ok(kernel.dup(ours));
kernel.close(ours);
kernel.write(theirs, new Uint8Array(10));

// #region shown
console.log(`take it out by its number: ${kernel.epollCtl(epfd, EPOLL_CTL_DEL, ours)}`);
console.log(`by the copy's number: ${kernel.epollCtl(epfd, EPOLL_CTL_DEL, copy)}`);
kernel.close(copy);
console.log(`events when the copy is closed too: ${ok(kernel.epollWait(epfd, 8, 0)).length}`);
// #endregion
