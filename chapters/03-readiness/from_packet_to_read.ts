/** What happens between a depot's bytes and the program's read, in the order in which the model did it. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

const kernel = createModelKernel();
const epfd = ok(kernel.epollCreate1());
const [ours, theirs] = ok(kernel.socketpair(0));
ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN, data: ours }));
let asked = kernel.asked;

kernel.at(5_000_000, () => {
  console.log("the bytes are put into the socket's buffer");
  ok(kernel.write(theirs, new Uint8Array(100)));
  if (kernel.asked === asked && kernel.readyList(epfd)[0] === ours) {
    console.log("the socket's entry is put into the ready list");
  }
});
console.log("epoll_wait finds the ready list empty, and the thread sleeps");
asked = kernel.asked;
const events = ok(kernel.epollWait(epfd, 8, -1));
if (kernel.asked === asked + 1) console.log("epoll_wait asks the socket whether it is ready, and returns an event");
if (ok(kernel.read(events[0]!.data, new Uint8Array(512))) === 100) {
  console.log("read copies the bytes into the program's buffer");
}
