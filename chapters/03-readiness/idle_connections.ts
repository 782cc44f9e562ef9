/** Many are connected, one speaks: how many of them the kernel looks at before the program hears of it. */
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, FD_SETSIZE } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** A way to wait for many descriptors. */
export type Way = "select" | "poll" | "epoll";
/** All of them. */
export const WAYS: readonly Way[] = ["select", "poll", "epoll"];

const MESSAGES = 20;

/** Descriptors that the kernel looks at for each message, with `n` connected; `null` where the way has no room for them. */
export function askedPerMessage(way: Way, n: number): number | null {
  const kernel = surely(createModelKernel({ maxDescriptors: n + 10 }));
  const epfd = kernel.epollCreate1();
  // A counter stands for a connection here: what is behind a descriptor does not matter to whoever waits for it.
  const fds = Array.from({ length: n }, () => kernel.eventfd(0, 0));
  if (way === "select" && fds.at(-1)! >= FD_SETSIZE) return null;
  for (const fd of fds) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const questions = fds.map((fd) => ({ fd, events: EPOLLIN }));
  const sets = { read: fds, write: [], except: [] };

  // #region wait
  const wait = {
    select() {
      return kernel.select(sets, -1).read[0]!;
    },
    poll() {
      const answers = kernel.poll(questions, -1);
      return fds[answers.findIndex((events) => events !== 0)]!;
    },
    epoll() {
      return kernel.epollWait(epfd, 64, -1)[0]!.data;
    },
  };
  // #endregion

  const word = new Uint8Array(8);
  const one = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
  const speaks = fds[Math.floor(n / 2)]!;
  function hearOne(): void {
    kernel.at(kernel.clockGettime() + 1_000_000, () => kernel.write(speaks, one));
    kernel.read(wait[way](), word);
  }
  hearOne(); // the first wait may find things otherwise than all that follow
  const before = kernel.asked;
  for (let message = 0; message < MESSAGES; message++) hearOne();
  return (kernel.asked - before) / MESSAGES;
}

if (import.meta.main) {
  console.log("connected    select      poll     epoll");
  for (const n of [10, 100, 1_000, 10_000]) {
    const counts = WAYS.map((way) => (askedPerMessage(way, n)?.toLocaleString("en") ?? "no room").padStart(10));
    console.log(n.toLocaleString("en").padStart(9) + counts.join(""));
  }
}
