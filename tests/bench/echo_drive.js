/**
 * A drive that measures: an echo server of a learner's on the real kernel, and scanners that each send a message when the last
 * one has come back. Server and scanners share one thread and one driver, so a message is four system calls and a bit.
 */
const O_NONBLOCK = 0o4000;

/** Runs the server until so many messages have come back. */
export function drive(learner, { connections, messages, bytes }, tools) {
  const kernel = tools.realKernel();
  if (typeof kernel === "string") return kernel;
  const listener = kernel.socket(O_NONBLOCK);
  kernel.bind(listener, "bench");
  kernel.listen(listener, connections);
  const stop = kernel.eventfd(0, O_NONBLOCK);
  const scanners = Array.from({ length: connections }, () => {
    const fd = kernel.socket(O_NONBLOCK);
    kernel.connect(fd, "bench");
    return fd;
  });
  const message = new Uint8Array(bytes).fill(7);
  const buffer = new Uint8Array(bytes);
  let calls = 0;
  let echoed = 0;
  let startedAt = 0;

  /** Each scanner takes its echo and sends again. */
  function scannersTurn() {
    for (const fd of scanners) {
      calls += 2;
      if (startedAt === 0 || kernel.read(fd, buffer) === bytes) {
        if (startedAt !== 0) echoed++;
        kernel.write(fd, message);
      }
    }
    if (startedAt === 0) startedAt = performance.now();
    if (echoed < messages) return;
    kernel.write(stop, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]));
  }

  let ready = false;
  learner.serve(
    {
      ...kernel,
      read: (fd, into) => (calls++, kernel.read(fd, into)),
      write: (fd, from) => (calls++, kernel.write(fd, from)),
      epollWait(epfd, maxEvents, timeoutMs) {
        // The scanners have their turn when the server has nothing left to do, as it is in a lab.
        if (!ready && echoed < messages) scannersTurn();
        calls++;
        const events = kernel.epollWait(epfd, maxEvents, timeoutMs);
        ready = events.length === maxEvents;
        return events;
      },
    },
    listener,
    stop,
  );
  const ms = performance.now() - startedAt;
  return { messagesPerSecond: echoed / ms * 1e3, nanosecondsPerCall: ms / calls * 1e6 };
}

export function example() {}
