/** Ten bytes arrive; the program reads six of them. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLET, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
for (const manner of [0, EPOLLET]) {
  const kernel = createModelKernel();
  const epfd = ok(kernel.epollCreate1());
  const [ours, theirs] = ok(kernel.socketpair(0));
  ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN | manner, data: ours }));
  const events = () => ok(kernel.epollWait(epfd, 8, 0)).length;

  kernel.write(theirs, new Uint8Array(10));
  console.log(manner === 0 ? "level" : "edge", events());
  kernel.read(ours, new Uint8Array(6));
  console.log("4 bytes are left", events());
  kernel.write(theirs, new Uint8Array(1));
  kernel.write(theirs, new Uint8Array(1));
  console.log("2 more came", events());
}
// #endregion
