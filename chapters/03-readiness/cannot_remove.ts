/** An entry whose descriptor is closed: who can take it out? */
import { createModelKernel, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const model = createModelKernel();
const kernel = surely(model);
const epfd = kernel.epollCreate1();
const [ours, theirs] = kernel.socketpair(0);
kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN, data: ours });
const copy = kernel.dup(ours);
kernel.close(ours);
kernel.write(theirs, new Uint8Array(10));

// #region shown
function remove(fd: number) {
  return model.epollCtl(epfd, EPOLL_CTL_DEL, fd);
}
console.log("take it out by its number:", remove(ours));
console.log("by the copy's number:", remove(copy));
kernel.close(copy);
const events = kernel.epollWait(epfd, 8, 0);
console.log("events when the copy is closed too:", events.length);
// #endregion
