/** An entry that reports once, and is silent until it is set again. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLIN,
  EPOLLONESHOT,
} from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const epfd = kernel.epollCreate1();
const [ours, theirs] = kernel.socketpair(0);
const once = { events: EPOLLIN | EPOLLONESHOT, data: ours };
kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, once);
const told = () => kernel.epollWait(epfd, 8, 0).length;

kernel.write(theirs, new Uint8Array(10));
console.log("a worker is told:", told());
kernel.write(theirs, new Uint8Array(10));
console.log("nobody else is, whatever comes:", told());
kernel.epollCtl(epfd, EPOLL_CTL_MOD, ours, once); // it is done
console.log("now somebody may be told again:", told());
// #endregion
