/** Four workers wait for connections in four ways; eight connections come, one by one. Who wakes, and who gets them? */
import {
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  isErrno,
  type ModelThreadKernel,
  must,
  O_NONBLOCK,
} from "../../labs/_runtime/kernel/mod.ts";
import { type Coroutine, DeadlockError } from "../../labs/_runtime/scheduler/mod.ts";

export const WORKERS = 4;
export const CONNECTIONS = 8;

/** What a worker did. */
export interface Share {
  readonly accepted: number;
  /** Times that it woke. */
  readonly woke: number;
}

/** What a worker is given, beside the kernel. */
interface Hub {
  readonly listener: number;
  readonly accepted: () => void;
}

/** How a worker waits for its next connection, in a loop. */
type Work = (kernel: ModelThreadKernel, hub: Hub) => Coroutine<void>;

// #region ways
const blockingAccept: Work = function* (kernel, hub) {
  for (;;) {
    if (!isErrno(yield* kernel.accept4(hub.listener, 0))) hub.accepted();
  }
};

function watching(manner: number, rotates = false): Work {
  return function* (kernel, { listener, accepted }) {
    const epfd = must(kernel.epollCreate1()); // one for each worker
    const interest = { events: EPOLLIN | manner, data: listener };
    kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, interest);
    for (;;) {
      yield* kernel.epollWait(epfd, 8, -1);
      const connection = yield* kernel.accept4(listener, O_NONBLOCK);
      if (isErrno(connection)) continue; // somebody was quicker
      accepted();
      if (!rotates) continue;
      kernel.epollCtl(epfd, EPOLL_CTL_DEL, listener);
      kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, interest);
    }
  };
}
// #endregion

/** Name → the way. */
export const WAYS: Readonly<Record<string, { readonly work: Work; readonly nonblocking: boolean }>> = {
  "blocking accept": { work: blockingAccept, nonblocking: false },
  "epoll": { work: watching(0), nonblocking: true },
  "EPOLLEXCLUSIVE": { work: watching(EPOLLEXCLUSIVE), nonblocking: true },
  "EPOLLEXCLUSIVE, added anew": { work: watching(EPOLLEXCLUSIVE, true), nonblocking: true },
};

/** What each worker did, in a way of waiting. */
export async function sharesOf({ work, nonblocking }: (typeof WAYS)[string]): Promise<readonly Share[]> {
  const kernel = createThreadKernel();
  const listener = must(kernel.socket(nonblocking ? O_NONBLOCK : 0));
  must(kernel.bind(listener, "parcels"));
  must(kernel.listen(listener, CONNECTIONS));
  const clients = Array.from({ length: CONNECTIONS }, () => must(kernel.socket(O_NONBLOCK)));
  const accepted = Array.from({ length: WORKERS }, () => 0);
  const workers = accepted.map((_, worker) =>
    must(kernel.spawn(`worker ${worker + 1}`, () => work(kernel, { listener, accepted: () => accepted[worker]! += 1 })))
  );
  kernel.spawn("clients", function* () {
    for (const client of clients) {
      yield* kernel.epollWait(must(kernel.epollCreate1()), 1, 1); // a millisecond passes
      must(yield* kernel.connect(client, "parcels"));
    }
  });
  try {
    await kernel.run();
  } catch (thrown) {
    if (!(thrown instanceof DeadlockError)) throw thrown; // all clients are served, and the workers sleep
  }
  return workers.map(({ voluntary }, worker) => ({ accepted: accepted[worker]!, woke: voluntary - 1 }));
}

if (import.meta.main) {
  console.log("accepted by worker 1, 2, 3, 4; wake-ups in all");
  for (const [name, way] of Object.entries(WAYS)) {
    const shares = await sharesOf(way);
    const woke = shares.reduce((sum, share) => sum + share.woke, 0);
    console.log(`${name.padEnd(27)} ${shares.map((share) => share.accepted).join("  ")}   ${String(woke).padStart(2)}`);
  }
}
