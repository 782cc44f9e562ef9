/** Waiting for a file. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
const kernel = createModelKernel();
const [file, epfd] = [ok(kernel.memfdCreate()), ok(kernel.epollCreate1())];
console.log("epoll_ctl:", kernel.epollCtl(epfd, EPOLL_CTL_ADD, file, { events: EPOLLIN, data: file }));
console.log("select:", ok(kernel.select({ read: [file], write: [], except: [] }, -1)).read.length, "ready to read");
console.log("and read gives", ok(kernel.read(file, new Uint8Array(16))), "bytes: the file is empty");
// #endregion
