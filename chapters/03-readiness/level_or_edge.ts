/** Ten bytes arrive; the program reads six of them. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLET, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
for (const manner of [0, EPOLLET]) {
  const kernel = surely(createModelKernel());
  const epfd = kernel.epollCreate1();
  const [ours, theirs] = kernel.socketpair(0);
  const interest = { events: EPOLLIN | manner, data: ours };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, interest);
  const reports = () => kernel.epollWait(epfd, 8, 0).length;

  kernel.write(theirs, new Uint8Array(10));
  console.log(manner === 0 ? "level" : "edge", reports());
  kernel.read(ours, new Uint8Array(6));
  console.log("4 bytes are left", reports());
  kernel.write(theirs, new Uint8Array(1));
  kernel.write(theirs, new Uint8Array(1));
  console.log("2 more came", reports());
}
// #endregion
