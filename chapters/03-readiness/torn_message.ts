/** Every schedule of two workers that wait on one epoll instance for one connection, and a message of two reads. */
import { explore } from "../../labs/_runtime/explore/mod.ts";
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, isErrno, O_NONBLOCK } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
function program() {
  const model = createModelKernel();
  const kernel = surely(model);
  const epfd = kernel.epollCreate1();
  const [ours, theirs] = kernel.socketpair(O_NONBLOCK);
  const interest = { events: EPOLLIN, data: ours };
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, interest);
  kernel.write(theirs, new TextEncoder().encode("P-1042"));
  const scanned: string[] = [];

  function* worker() {
    if (kernel.epollWait(epfd, 1, 0).length === 0) return;
    yield; // another worker may run here
    const buffer = new Uint8Array(4);
    const count = model.read(ours, buffer);
    const text = new TextDecoder().decode(buffer);
    yield; // and here
    scanned.push(isErrno(count) ? count : text.slice(0, count));
  }
  const tasks = { "worker 1": worker, "worker 2": worker };
  return { tasks, outcome: () => scanned.join(", ") };
}
// #endregion

for (const { text, schedule } of explore(program)) console.log(`${text} <- ${schedule.join(", ")}`);
