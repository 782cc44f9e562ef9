import { assert, assertEquals } from "@std/assert";
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLET,
  EPOLLIN,
  type Kernel,
  must,
  recordKernel,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace, type TraceEvent } from "../../../../labs/_runtime/trace/mod.ts";

/** A recorded model, and what it recorded besides calls. */
function recordedModel() {
  const model = createModelKernel();
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime() as number, maxEvents: 10_000 });
  const inside = () =>
    recorder.trace().events.filter(({ kind }) => !kind.startsWith("system-call") && kind !== "descriptor-ready").map(
      ({ atNs: _, ...event }) => event,
    );
  return { kernel: recordKernel(model, recorder), recorder, inside };
}

Deno.test("bytes that wait and ready lists are recorded when they change, and only then", () => {
  const { kernel, inside } = recordedModel();
  const [[reads, writes], epfd] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN | EPOLLET, data: 7 });
  const before = inside().length;
  kernel.write(writes, new Uint8Array(5));
  kernel.clockGettime();
  kernel.epollWait(epfd, 16, -1);
  kernel.read(reads, new Uint8Array(3));
  assertEquals(inside().slice(before), [
    { kind: "bytes-unread", descriptor: reads, bytes: 5 },
    { kind: "ready-list", epoll: epfd, descriptors: [reads] },
    { kind: "ready-list", epoll: epfd, descriptors: [] },
    { kind: "bytes-unread", descriptor: reads, bytes: 2 },
  ]);
});

Deno.test("an entry stays in the interest list while a copy of its descriptor is open, and ends with the last one", () => {
  const { kernel, inside } = recordedModel();
  const [[reads], epfd] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN, data: reads });
  const copy = must(kernel.dup(reads));
  const changes = () => inside().filter(({ kind }) => kind === "interest-changed" || kind === "descriptor-closed");
  kernel.close(reads);
  assertEquals(changes().slice(1), [{ kind: "descriptor-closed", descriptor: reads }]);
  kernel.close(copy);
  assertEquals(changes().slice(2), [
    { kind: "descriptor-closed", descriptor: copy },
    { kind: "interest-changed", epoll: epfd, descriptor: reads, events: "" },
  ]);
});

Deno.test("a call that fails changes nothing", () => {
  const { kernel, inside } = recordedModel();
  const [[reads], epfd] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  const before = inside().length;
  kernel.epollCtl(epfd, EPOLL_CTL_DEL, reads);
  kernel.close(99);
  kernel.read(99, new Uint8Array(1));
  assertEquals(inside().slice(before), []);
});

Deno.test("what happens outside while a call waits is recorded before the call returns", () => {
  const { kernel, recorder } = recordedModel();
  const listener = must(kernel.socket(0));
  kernel.bind(listener, "depot");
  kernel.listen(listener, 8);
  const epfd = must(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, listener, { events: EPOLLIN, data: listener });
  const client = must(kernel.socket(0));
  const before = recorder.eventCount;
  kernel.at(1_000, () => kernel.connect(client, "depot"));
  kernel.epollWait(epfd, 16, -1);
  const kinds = recorder.trace().events.slice(before).map((event) =>
    event.kind === "queue-length" ? `${event.queue}: ${event.length}` : event.kind
  );
  assert(kinds.indexOf(`accept queue of ${listener}: 1`) > kinds.indexOf("system-call-entered"));
  assert(kinds.indexOf("ready-list") < kinds.lastIndexOf("system-call-returned"));
});

Deno.test("what a wait takes from the ready list has been in it, though nobody could look in between", () => {
  const model = createModelKernel();
  const [ours, theirs] = must(model.socketpair(0));
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime() as number, maxEvents: 100 });
  const kernel = recordKernel(model, recorder);
  const epfd = must(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ours, { events: EPOLLIN | EPOLLET, data: 77 });
  // Not through the recording: the other side's own doing.
  model.at(1_000, () => model.write(theirs, new Uint8Array(9)));
  kernel.epollWait(epfd, 16, -1);
  assertEquals(recorder.trace().events.slice(-5).map(({ atNs: _, source: __, ...event }) => event), [
    { kind: "ready-list", epoll: epfd, descriptors: [ours] },
    { kind: "descriptor-ready", descriptor: ours, events: "EPOLLIN" },
    { kind: "system-call-returned", call: "epollWait", result: "[EPOLLIN for 77]" },
    { kind: "ready-list", epoll: epfd, descriptors: [] },
    { kind: "bytes-unread", descriptor: ours, bytes: 9 },
  ]);
});

Deno.test("a ring's ends are recorded as the program and the kernel move them", () => {
  const { kernel, inside } = recordedModel();
  const ring = must(kernel.ioUringSetup({ entries: 4 }));
  ring.submission.fill(0, { opcode: 0, userData: 1 });
  ring.submission.tail = 1;
  assertEquals(ring.enter(1, 1), 1);
  ring.completion.head += 1;
  const moves = inside().flatMap((event) =>
    event.kind === "ring-moved" ? [`${event.queue} ${event.head}-${event.tail} of ${event.entries}`] : []
  );
  assertEquals(moves, [
    "submission 0-0 of 4",
    "completion 0-0 of 8",
    "submission 0-1 of 4",
    "submission 1-1 of 4",
    "completion 0-1 of 8",
    "completion 1-1 of 8",
  ]);
});

Deno.test("around a kernel that cannot be looked into, what is open and watched is recorded all the same", () => {
  const model = createModelKernel();
  const { readyList: _, unread: __, unaccepted: ___, ...closedBox } = model;
  const recorder = createRecorder({ clock: "monotonic", nowNs: () => 0, maxEvents: 100 });
  const kernel: Kernel = recordKernel(closedBox as Kernel, recorder);
  const [[reads, writes], epfd] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN, data: reads });
  kernel.write(writes, new Uint8Array(5));
  const kinds = recorder.trace().events.map(({ kind }) => kind).filter((kind) => !kind.startsWith("system-call"));
  assertEquals(kinds, ["descriptor-opened", "descriptor-opened", "descriptor-opened", "interest-changed"]);
});

Deno.test("what is recorded of a kernel's insides comes back whole from JSON", () => {
  const { kernel, recorder } = recordedModel();
  const [[reads, writes], epfd] = [must(kernel.pipe2(0)), must(kernel.epollCreate1())];
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, reads, { events: EPOLLIN, data: reads });
  kernel.write(writes, new Uint8Array(5));
  must(kernel.ioUringSetup({ entries: 2 }));
  const trace = recorder.trace();
  const kinds = new Set<TraceEvent["kind"]>(trace.events.map(({ kind }) => kind));
  for (const kind of ["descriptor-opened", "interest-changed", "ready-list", "bytes-unread", "ring-moved"] as const) {
    assert(kinds.has(kind), kind);
  }
  assertEquals(JSON.parse(JSON.stringify(trace)) as Trace, trace);
});
