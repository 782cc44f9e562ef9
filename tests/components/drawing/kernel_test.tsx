import { assert, assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { kernelFigure } from "../../../components/drawing/kernel_figure.tsx";
import { isUsed } from "../../../components/drawing/kernel_ring.tsx";
import { kernelStage } from "../../../components/drawing/kernel_stage.ts";
import { kernelState } from "../../../components/drawing/kernel_state.ts";
import { Timeline } from "../../../components/drawing/timeline.tsx";
import {
  createModelKernel,
  EPOLL_CTL_ADD,
  EPOLLET,
  EPOLLIN,
  must,
  recordKernel,
} from "../../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace, type TraceEvent } from "../../../labs/_runtime/trace/mod.ts";

/** Two pipes, of which an epoll instance watches the ends to read; a write, a wait and a read. */
function pipesRun(): Trace {
  const model = createModelKernel();
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime() as number, maxEvents: 1_000 });
  const kernel = recordKernel(model, recorder);
  const [[scans, belt], [labels]] = [must(kernel.pipe2(0)), must(kernel.pipe2(0))];
  const epfd = must(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, scans, { events: EPOLLIN, data: scans });
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, labels, { events: EPOLLIN | EPOLLET, data: labels });
  kernel.write(belt, new Uint8Array(12));
  kernel.epollWait(epfd, 16, -1);
  kernel.read(scans, new Uint8Array(5));
  return recorder.trace();
}

function ringRun(): Trace {
  const model = createModelKernel();
  const recorder = createRecorder({ clock: "virtual", nowNs: () => model.clockGettime() as number, maxEvents: 1_000 });
  const ring = must(recordKernel(model, recorder).ioUringSetup({ entries: 4 }));
  for (let entry = 0; entry < 3; entry++) ring.submission.fill(entry, { opcode: 0, userData: entry });
  ring.submission.tail = 3;
  ring.enter(2, 1);
  return recorder.trace();
}

function lastIndex(trace: Trace, test: (event: TraceEvent) => boolean): number {
  return trace.events.findLastIndex(test);
}

Deno.test("a state is what the events up to it have made: lists, bytes, and who is in which call", () => {
  const trace = pipesRun();
  const waiting = lastIndex(
    trace,
    (event) => event.kind === "system-call-entered" && event.call.startsWith("epollWait"),
  );
  const during = kernelState(trace, waiting);
  assertEquals(during.callers.map(({ name, doing, call }) => [name, doing, call]), [
    ["program", "in a call", "epollWait(7, 16, -1)"],
  ]);
  assertEquals(during.epolls, [
    {
      epoll: 7,
      interest: [{ descriptor: 3, events: "EPOLLIN" }, { descriptor: 5, events: "EPOLLIN|EPOLLET" }],
      ready: [3],
    },
  ]);
  assertEquals(
    during.descriptors.filter(({ unread }) => unread > 0).map((
      { descriptor, unread, peer },
    ) => [descriptor, unread, peer]),
    [[3, 12, 4]],
  );
  const end = kernelState(trace, trace.events.length - 1);
  assertEquals(end.descriptors.find(({ descriptor }) => descriptor === 3)!.unread, 7);
  assertEquals(end.callers[0]!.doing, "computing");
});

Deno.test("stepping back is stepping forward to an earlier event: nothing is remembered", () => {
  const trace = pipesRun();
  fc.assert(fc.property(fc.nat(trace.events.length - 1), fc.nat(trace.events.length - 1), (one, other) => {
    const before = kernelState(trace, one);
    kernelState(trace, other);
    assertEquals(kernelState(trace, one), before);
  }));
  assertEquals(kernelState(trace, -1).descriptors, []);
});

Deno.test("a descriptor that is closed while a copy is open stays in the interest list, and is drawn as closed", () => {
  const events: TraceEvent[] = [
    { kind: "descriptor-opened", descriptor: 3, what: "socket", atNs: 0 },
    { kind: "descriptor-opened", descriptor: 5, what: "epoll", atNs: 0 },
    { kind: "interest-changed", epoll: 5, descriptor: 3, events: "EPOLLIN", atNs: 0 },
    { kind: "descriptor-closed", descriptor: 3, atNs: 0 },
  ];
  const svg = kernelFigure({ version: 1, clock: "virtual", truncated: false, events }, [3]);
  assertStringIncludes(svg, "3 (closed), watched for EPOLLIN");
});

Deno.test("of a thread the call in which it sleeps is told until it returns", () => {
  const task = 1;
  const events: TraceEvent[] = [
    { kind: "task-spawned", task, name: "worker", atNs: 0 },
    { kind: "task-started", task, atNs: 0 },
    { kind: "system-call-entered", call: "read(4, 64 bytes)", task, atNs: 0 },
    { kind: "task-blocked", task, on: { kind: "descriptor", name: "read(4)" }, atNs: 0 },
    { kind: "task-woken", task, atNs: 5 },
    { kind: "task-started", task, atNs: 6 },
    { kind: "system-call-returned", call: "read", result: "64", task, atNs: 6 },
    { kind: "task-finished", task, atNs: 7 },
  ];
  const trace: Trace = { version: 1, clock: "virtual", truncated: false, events };
  const told = events.map((_, step) =>
    kernelState(trace, step).callers.map(({ doing, call }) => `${doing} ${call}`)[0]
  );
  assertEquals(told, [
    "runnable ",
    "computing ",
    "in a call read(4, 64 bytes)",
    "waiting read(4, 64 bytes)",
    "runnable read(4, 64 bytes)",
    "in a call read(4, 64 bytes)",
    "computing ",
    "ended ",
  ]);
});

Deno.test("a slot is in use from head up to tail, also where the counts pass 2^32", () => {
  fc.assert(fc.property(fc.nat(5), fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(32), (power, head, ahead) => {
    const entries = 2 ** power;
    const used = Math.min(ahead, entries);
    const tail = (head + used) % 2 ** 32;
    const slots = Array.from({ length: entries }, (_, slot) => isUsed(slot, { head, tail, entries }));
    assertEquals(slots.filter(Boolean).length, used);
    for (let count = 0; count < used; count++) assert(slots[(head + count) % entries]);
  }));
});

Deno.test("a run with a kernel shows its insides at the present moment; a run without shows none", () => {
  const trace = ringRun();
  const step = lastIndex(trace, (event) => event.kind === "ring-moved" && event.queue === "submission");
  const html = renderToString(<Timeline trace={trace} highlight={step} />);
  assertStringIncludes(html, "submission queue of ring 3: 1 of 4 in use");
  assertStringIncludes(html, "head 2");
  assertEquals(kernelStage({ ...trace, events: [{ kind: "printed", text: "Metz", atNs: 0 }] }), null);
});

Deno.test("the drawing is as high at every step, so that nothing below it moves", () => {
  const trace = pipesRun();
  const heights = trace.events.map((_, step) => kernelFigure(trace, [step]).match(/<svg[^>]*height="([\d.]+)"/)![1]);
  assertEquals(new Set(heights).size, 1);
});

Deno.test("a figure shows each moment with its sentence, and no colour or style of its own", () => {
  const trace = pipesRun();
  const moments = [lastIndex(trace, ({ kind }) => kind === "ready-list"), trace.events.length - 1];
  const svg = kernelFigure(trace, moments);
  assertStringIncludes(svg, "1. The ready list of epoll 7 holds 3.");
  assertStringIncludes(svg, "2. 7 bytes wait to be read from 3.");
  assertFalse(/\sstyle=/.test(svg) || /(?:fill|stroke|color)="(?!none)/.test(svg));
});

Deno.test("a moment that is not there, and a trace without a kernel, are refused", () => {
  const trace = pipesRun();
  assertThrows(() => kernelFigure(trace, [9_999]), RangeError, "no event 9999");
  assertThrows(() => kernelFigure({ ...trace, events: [] }, [0]), RangeError, "recordKernel");
});
