/** An entry that reports once, and is silent until it is set again. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLIN,
  EPOLLONESHOT,
} from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
const kernel = createModelKernel();
const epfd = ok(kernel.epollCreate1());
const [ours, theirs] = ok(kernel.socketpair(0));
const once = { events: EPOLLIN | EPOLLONESHOT, data: ours };
ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, once));

kernel.write(theirs, new Uint8Array(10));
console.log("a worker is told:", ok(kernel.epollWait(epfd, 8, 0)).length);
kernel.write(theirs, new Uint8Array(10));
console.log("nobody else is, whatever comes:", ok(kernel.epollWait(epfd, 8, 0)).length);
ok(kernel.epollCtl(epfd, EPOLL_CTL_MOD, ours, once)); // the worker is done
console.log("now somebody may be told again:", ok(kernel.epollWait(epfd, 8, 0)).length);
// #endregion
