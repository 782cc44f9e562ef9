/** What tests of the kernel with threads share: a listener, clients outside, and what threads have been through. */
import { assertEquals } from "@std/assert";
import { type ModelThreadKernel, must, O_NONBLOCK } from "../../../../labs/_runtime/kernel/mod.ts";

/** How often each thread went to sleep. */
export function voluntary({ threads }: ModelThreadKernel): number[] {
  return threads.map((thread) => thread.voluntary);
}

/** A socket that listens under "hub". */
export function listener(kernel: ModelThreadKernel, flags: number): number {
  const fd = must(kernel.socket(flags));
  must(kernel.bind(fd, "hub"));
  must(kernel.listen(fd, 100));
  return fd;
}

/** Connections from outside, `together` at once every millisecond. */
export function connections(kernel: ModelThreadKernel, { times, together }: { times: number; together: number }): void {
  const clients = createClients(kernel);
  for (let time = 1; time <= times; time++) {
    kernel.at(time * 1e6, () => {
      for (let client = 0; client < together; client++) clients();
    });
  }
}

/** Outside: connects without waiting. */
function createClients(kernel: ModelThreadKernel): () => void {
  return () => {
    const client = kernel.connect(must(kernel.socket(O_NONBLOCK)), "hub");
    assertEquals(client.next().value, 0);
  };
}
