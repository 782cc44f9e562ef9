/** What happens between a depot's bytes and the program's read, in the order in which the model did it. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const epfd = kernel.epollCreate1();
const [ours, theirs] = kernel.socketpair(0);
const interest = { events: EPOLLIN, data: ours };
kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, interest);
// #endregion
let asked = kernel.asked;

function say(words: string, isSo: boolean): void {
  if (isSo) console.log(words);
}

kernel.at(5e6, () => {
  say("the bytes are put into the socket's buffer", kernel.write(theirs, new Uint8Array(100)) === 100);
  say("its entry is put into the ready list", kernel.asked === asked && kernel.readyList(epfd)[0] === ours);
});
say("epoll_wait finds the ready list empty; the thread sleeps", kernel.readyList(epfd).length === 0);
asked = kernel.asked;
const events = kernel.epollWait(epfd, 8, -1);
say("epoll_wait asks the socket, and returns an event", kernel.asked === asked + 1 && events.length === 1);
say("read copies the bytes into the program's buffer", kernel.read(events[0]!.data, new Uint8Array(512)) === 100);
