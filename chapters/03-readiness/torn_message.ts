/** Every schedule of two workers that wait on one epoll instance for one connection, whose message comes in two pieces. */
import { explore } from "../../labs/_runtime/explore/mod.ts";
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, isErrno, O_NONBLOCK } from "../../labs/_runtime/kernel/mod.ts";
import { ok } from "./ok.ts";

// #region shown
function program() {
  const kernel = createModelKernel();
  const epfd = ok(kernel.epollCreate1());
  const [ours, theirs] = ok(kernel.socketpair(O_NONBLOCK));
  ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN, data: ours }));
  kernel.write(theirs, new TextEncoder().encode("P-1042"));
  const scanned: string[] = [];

  function* worker() {
    if (ok(kernel.epollWait(epfd, 1, 0)).length === 0) return;
    yield; // another worker may run here
    const buffer = new Uint8Array(4);
    const count = kernel.read(ours, buffer);
    yield; // and here
    if (isErrno(count)) scanned.push(count);
    else scanned.push(new TextDecoder().decode(buffer.subarray(0, count)));
  }
  return { tasks: { "worker 1": worker, "worker 2": worker }, outcome: () => scanned.join(", ") };
}
// #endregion

for (const { text, schedule } of explore(program)) console.log(`${text} <- ${schedule.join(", ")}`);
