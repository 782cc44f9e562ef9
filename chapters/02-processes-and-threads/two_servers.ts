/** The same clients on two servers in the model: a thread for each connection, and one thread that waits for all of them. */
import {
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  type ModelThreadKernel,
  must,
  O_NONBLOCK,
  type Thread,
} from "../../labs/_runtime/kernel/mod.ts";
import { DeadlockError } from "../../labs/_runtime/scheduler/mod.ts";

const REQUEST_BYTES = 64;
/** To look up one parcel. */
const LOOK_UP_NS = 9_000;
/** Each client asks every ten milliseconds, four times; they come when they like within the first ten. */
const EVERY_NS = 10_000_000;
const TIMES = 4;

/** What a run took. */
export interface Usage {
  readonly requests: number;
  readonly switches: number;
  readonly reservedBytes: number;
  /** What there is of the stacks, and what the kernel keeps of the threads. */
  readonly memoryBytes: number;
}

/** Starts a server on a socket that listens. */
export type Server = (kernel: ModelThreadKernel, listener: number) => void;

/** Server one: a thread for each connection, asleep in `read` until its client asks. */
export function threadPerConnection(kernel: ModelThreadKernel, listener: number) {
  kernel.spawn("listener", function* () {
    for (;;) {
      const client = must(yield* kernel.accept4(listener, 0));
      kernel.spawn(`client ${client}`, (thread) => serve(kernel, client, thread));
    }
  });
}

function* serve(kernel: ModelThreadKernel, client: number, { stack }: Thread) {
  const request = stack.array(REQUEST_BYTES);
  while (must(yield* kernel.read(client, request)) > 0) { // sleeps here until the next one
    yield* kernel.advance(LOOK_UP_NS);
    must(yield* kernel.write(client, request));
  }
  kernel.close(client);
}

/** Server two: one thread, asleep in `epoll_wait` until any client asks. */
export function oneThread(kernel: ModelThreadKernel, listener: number) {
  const epoll = must(kernel.epollCreate1());
  const watch = (fd: number) => must(kernel.epollCtl(epoll, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));
  watch(listener);
  kernel.spawn("loop", function* ({ stack }) {
    const request = stack.array(REQUEST_BYTES);
    for (;;) {
      const ready = must(yield* kernel.epollWait(epoll, 64, -1)); // sleeps here until anybody wants something
      for (const { data: fd } of ready) {
        if (fd === listener) watch(must(yield* kernel.accept4(listener, 0)));
        else if (must(yield* kernel.read(fd, request)) === 0) kernel.close(fd);
        else {
          yield* kernel.advance(LOOK_UP_NS);
          must(yield* kernel.write(fd, request));
        }
      }
    }
  });
}

/** Lets so many clients come, ask and go, and reads the accounts. */
export async function usageOf(server: Server, clients: number): Promise<Usage> {
  const kernel = createThreadKernel({ maxDescriptors: 2 * clients + 8 });
  const listener = must(kernel.socket(0));
  must(kernel.bind(listener, "parcels"));
  must(kernel.listen(listener, clients));
  server(kernel, listener);
  let seed = 1;
  for (let client = 0; client < clients; client++) {
    seed = (seed * 48_271) % 2_147_483_647;
    comes(kernel, 1_000 + seed % EVERY_NS);
  }
  await kernel.run().catch(everybodyIsGone);
  const { reservedBytes, residentBytes, kernelBytes } = kernel.usage.most;
  return {
    requests: clients * TIMES,
    switches: kernel.threads.reduce((sum, { voluntary, involuntary }) => sum + voluntary + involuntary, 0),
    reservedBytes,
    memoryBytes: residentBytes + kernelBytes,
  };
}

/** A client outside of the machine's threads: it asks from `atNs` on, and closes after its last request. */
function comes(kernel: ModelThreadKernel, atNs: number): void {
  const fd = must(kernel.socket(O_NONBLOCK));
  kernel.at(atNs, () => {
    must(atOnce(kernel.connect(fd, "parcels")));
  });
  for (let time = 0; time < TIMES; time++) {
    kernel.at(atNs + time * EVERY_NS + 1, () => {
      must(atOnce(kernel.write(fd, new Uint8Array(REQUEST_BYTES))));
    });
  }
  kernel.at(atNs + TIMES * EVERY_NS, () => {
    while (must(atOnce(kernel.read(fd, new Uint8Array(4096)))) === 4096); // or its peer would take it for an abort
    kernel.close(fd);
  });
}

/** What a call returns that does not have to wait. */
function atOnce<Value>(call: Generator<unknown, Value, unknown>): Value {
  const step = call.next();
  if (!step.done) throw new Error("a client would have to wait; open its socket with O_NONBLOCK");
  return step.value;
}

/** A server sleeps on when its clients are gone, and then nothing can wake it: that is how these runs end. */
function everybodyIsGone(error: unknown): void {
  if (!(error instanceof DeadlockError)) throw error;
}
