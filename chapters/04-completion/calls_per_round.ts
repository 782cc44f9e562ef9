/** Eight connections have each sent a message at the same moment: how many system calls it takes to echo them all. */
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_OP_READ,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  type Transfer,
} from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const CONNECTIONS = 8;

/** Calls for one round, in each way. */
export function callsPerRound(): { readonly epoll: number; readonly ring: number } {
  return { epoll: throughEpoll(), ring: throughARing() };
}

function connected() {
  const kernel = surely(createModelKernel());
  const pairs = Array.from({ length: CONNECTIONS }, () => kernel.socketpair(0));
  const allSpeak = () => pairs.forEach(([, theirs]) => kernel.write(theirs, new Uint8Array(100)));
  return { kernel, fds: pairs.map(([ours]) => ours), allSpeak };
}

function throughEpoll(): number {
  const { kernel, fds, allSpeak } = connected();
  const epfd = kernel.epollCreate1();
  for (const fd of fds) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const buffer = new Uint8Array(512);
  allSpeak();
  let calls = 0;
  const events = kernel.epollWait(epfd, 64, -1);
  calls += 1;
  for (const { data: fd } of events) {
    const count = kernel.read(fd, buffer);
    kernel.write(fd, buffer.subarray(0, count));
    calls += 2;
  }
  return calls;
}

function throughARing(): number {
  const { kernel, fds, allSpeak } = connected();
  const ring = kernel.ioUringSetup({ entries: 16 });
  const { submission, completion } = ring;
  let calls = 0;
  let pushed = 0;
  function push(entry: Omit<Transfer, "offset">): void {
    submission.fill(submission.tail & submission.mask, { ...entry, offset: 0 });
    submission.tail += 1;
    pushed += 1;
  }
  const buffers = fds.map(() => new Uint8Array(512));
  const readOf = (one: number) =>
    ({ opcode: IORING_OP_READ, fd: fds[one]!, buffer: buffers[one]!, userData: one }) as const;
  fds.forEach((_, one) => push(readOf(one)));
  ring.enter(pushed, 0);
  pushed = 0;
  allSpeak();
  ring.enter(0, CONNECTIONS);
  // #region ring
  for (; completion.head !== completion.tail; completion.head += 1) {
    const slot = completion.head & completion.mask;
    const { userData: one, res } = completion.at(slot);
    const fd = fds[one]!;
    const buffer = buffers[one]!.subarray(0, Number(res));
    const flags = IOSQE_IO_LINK; // first this, then what follows
    push({ opcode: IORING_OP_WRITE, fd, buffer, flags, userData: one });
    push(readOf(one));
  }
  ring.enter(pushed, 1); // all of it, and wait for the first to end
  calls += 1;
  // #endregion
  return calls;
}

if (import.meta.main) {
  const { epoll, ring } = callsPerRound();
  console.log(`to echo ${CONNECTIONS} messages: ${epoll} system calls with epoll, ${ring} with a ring`);
}
