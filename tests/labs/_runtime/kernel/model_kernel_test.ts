import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLIN,
  must,
  O_NONBLOCK,
  type Pair,
  recordKernel,
  WaitsForEver,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { createRecorder } from "../../../../labs/_runtime/trace/mod.ts";

function wordOf(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer).getBigUint64(0, true);
}

Deno.test("`epoll_wait` with nothing registered waits for ever, and the model says so", () => {
  const kernel = createModelKernel();
  const epfd = must(kernel.epollCreate1());
  assertThrows(() => kernel.epollWait(epfd, 16, -1), WaitsForEver, "epoll_wait waits for ever");
  assertEquals(kernel.epollWait(epfd, 16, 250), []);
  assertEquals(kernel.clockGettime(), 250_000_000);
});

Deno.test("a wait ends when a timer expires, and the timer says how often it did", () => {
  const kernel = createModelKernel();
  const [epfd, timer, word] = [must(kernel.epollCreate1()), must(kernel.timerfdCreate(O_NONBLOCK)), new Uint8Array(8)];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, timer, { events: EPOLLIN, data: timer });
  kernel.timerfdSettime(timer, { valueNs: 10_000_000, intervalNs: 10_000_000 });
  assertEquals(kernel.epollWait(epfd, 16, -1), [{ events: EPOLLIN, data: timer }]);
  assertEquals(kernel.clockGettime(), 10_000_000);
  kernel.advance(35_000_000);
  assertEquals(kernel.read(timer, word), 8);
  assertEquals(wordOf(word), 4n);
  assertEquals(kernel.read(timer, word), "EAGAIN");
});

Deno.test("what happens outside at a moment wakes the call that waits, at that moment", () => {
  const kernel = createModelKernel();
  const [ours, theirs] = must(kernel.socketpair(0));
  kernel.at(5_000_000, () => kernel.write(theirs, new Uint8Array(3)));
  assertEquals(kernel.select({ read: [ours], write: [], except: [] }, -1), { read: [ours], write: [], except: [] });
  assertEquals(kernel.clockGettime(), 5_000_000);
  assertEquals(kernel.read(ours, new Uint8Array(16)), 3);
  kernel.at(9_000_000, () => kernel.close(theirs));
  assertEquals(kernel.read(ours, new Uint8Array(16)), 0);
  assertEquals(kernel.clockGettime(), 9_000_000);
});

Deno.test("closing a registered descriptor does not end the registration while a copy is open", () => {
  const kernel = createModelKernel();
  const [[reads, writes], epfd]: [Pair, number] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN, data: reads });
  const copy = must(kernel.dup(reads));
  kernel.close(reads);
  kernel.write(writes, new Uint8Array(1));
  assertEquals(kernel.epollWait(epfd, 16, 0), [{ events: EPOLLIN, data: reads }]);
  assertEquals(kernel.epollCtl(epfd, EPOLL_CTL_DEL, reads), "EBADF");
  kernel.close(copy);
  assertEquals(kernel.epollWait(epfd, 16, 0), []);
});

Deno.test("poll and select ask every descriptor, epoll asks those in its ready list", () => {
  const kernel = createModelKernel();
  const epfd = must(kernel.epollCreate1());
  const pipes = Array.from({ length: 100 }, () => must(kernel.pipe2(0)));
  const reads = pipes.map(([read]) => read);
  for (const fd of reads) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  kernel.write(pipes[41]![1], new Uint8Array(1));
  const asked = (call: () => unknown) => {
    const before = kernel.asked;
    call();
    return kernel.asked - before;
  };
  assertEquals(asked(() => kernel.poll(reads.map((fd) => ({ fd, events: EPOLLIN })), 0)), 100);
  assertEquals(asked(() => kernel.select({ read: reads, write: [], except: [] }, 0)), 100);
  assertEquals(asked(() => kernel.epollWait(epfd, 16, 0)), 1);
});

Deno.test("select refuses a descriptor that has no bit, whatever the number of descriptors", () => {
  const kernel = createModelKernel();
  assertThrows(() => kernel.select({ read: [1_024], write: [], except: [] }, 0), RangeError, "descriptor 1024");
});

Deno.test("epoll instances may not watch one another in a circle, nor more than five deep", () => {
  const kernel = createModelKernel();
  const chain = Array.from({ length: 6 }, () => must(kernel.epollCreate1()));
  const watch = (watcher: number, watched: number) =>
    kernel.epollCtl(chain[watcher]!, EPOLL_CTL_ADD, chain[watched]!, { events: EPOLLIN, data: 0 });
  for (let link = 0; link < 4; link++) assertEquals(watch(link + 1, link), 0);
  assertEquals(watch(5, 4), "ELOOP");
  assertEquals(watch(0, 4), "ELOOP");
});

Deno.test("a recorded kernel leaves each call, each return and each ready descriptor in the trace", () => {
  const model = createModelKernel();
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime(), maxEvents: 100 });
  const kernel = recordKernel(model, recorder);
  const [[reads, writes], epfd]: [Pair, number] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN, data: 77 });
  kernel.write(writes, new Uint8Array(5));
  kernel.epollWait(epfd, 16, -1);
  const { events } = recorder.trace();
  assertEquals(events.slice(-3).map(({ atNs: _, ...event }) => event), [
    { kind: "system-call-entered", call: `epollWait(${epfd}, 16, -1)` },
    { kind: "descriptor-ready", descriptor: reads, events: "EPOLLIN" },
    { kind: "system-call-returned", call: "epollWait", result: "[EPOLLIN for 77]" },
  ]);
  assert(events.some((event) => event.kind === "system-call-entered" && event.call === `write(${writes}, 5 bytes)`));
});
