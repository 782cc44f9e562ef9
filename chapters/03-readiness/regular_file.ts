/** Waiting for a file. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const model = createModelKernel();
const kernel = surely(model);

// #region shown
const file = kernel.memfdCreate();
const epfd = kernel.epollCreate1();
const interest = { events: EPOLLIN, data: file };
const added = model.epollCtl(epfd, EPOLL_CTL_ADD, file, interest);
console.log("epoll:", added);
const sets = { read: [file], write: [], except: [] };
console.log("select:", kernel.select(sets, -1).read.length, "ready");
const count = kernel.read(file, new Uint8Array(16));
console.log("and read gives", count, "bytes: the file is empty");
// #endregion
