/** What a kernel looks like inside after an event of a trace. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";
import type { CallerState, DescriptorState, EpollState, KernelState, RingQueueState } from "./kernel_shapes.ts";

/** The program itself, where a call names no task. */
const PROGRAM = null;

/** What is known while the events are read. */
interface Reading {
  readonly callers: Map<number | null, CallerState>;
  readonly descriptors: Map<number, DescriptorState>;
  readonly epolls: Map<number, EpollState>;
  readonly rings: Map<string, RingQueueState>;
}

const UNKNOWN = { what: "", peer: null, unread: 0, isOpen: true } as const;

/** The state after the event of this index; before the first one for an index below 0. */
export function kernelState(trace: Trace, step: number): KernelState {
  const reading: Reading = {
    callers: new Map(),
    descriptors: new Map(),
    epolls: new Map(),
    rings: new Map(),
  };
  const last = Math.min(step, trace.events.length - 1);
  for (let index = 0; index <= last; index++) apply(reading, trace.events[index]!);
  const event = trace.events[last];
  return {
    callers: [...reading.callers.values()],
    descriptors: [...reading.descriptors.values()],
    epolls: [...reading.epolls.values()],
    rings: [...reading.rings.values()],
    touched: event === undefined ? [] : touchedBy(event),
  };
}

function apply(reading: Reading, event: TraceEvent): void {
  switch (event.kind) {
    case "task-spawned":
      return turn(reading, event.task, { doing: "runnable", name: event.name });
    case "task-yielded":
    case "task-preempted":
    case "task-woken":
      return turn(reading, event.task, { doing: "runnable" });
    case "task-started":
      return turn(reading, event.task, { doing: callOf(reading, event.task) === "" ? "computing" : "in a call" });
    case "task-blocked":
      return turn(reading, event.task, {
        doing: "waiting",
        call: callOf(reading, event.task) || `${event.on.kind} ${event.on.name}`,
      });
    case "task-finished":
    case "task-failed":
      return turn(reading, event.task, { doing: "ended", call: "" });
    case "system-call-entered":
      return turn(reading, event.task ?? PROGRAM, { doing: "in a call", call: event.call });
    case "system-call-returned":
      return turn(reading, event.task ?? PROGRAM, { doing: "computing", call: "" });
    case "descriptor-opened":
      if (event.what === "epoll") reading.epolls.set(event.descriptor, epollOf(reading, event.descriptor));
      return change(reading, event.descriptor, { what: event.what, peer: event.peer ?? null, unread: 0, isOpen: true });
    case "descriptor-closed":
      reading.epolls.delete(event.descriptor);
      return change(reading, event.descriptor, { isOpen: false, unread: 0 });
    case "bytes-unread":
      return change(reading, event.descriptor, { unread: event.bytes });
    case "interest-changed":
      return changeInterest(reading, event);
    case "ready-list":
      reading.epolls.set(event.epoll, { ...epollOf(reading, event.epoll), ready: event.descriptors });
      return;
    case "ring-moved": {
      const { ring, queue, head, tail, entries } = event;
      reading.rings.set(`${ring} ${queue}`, { ring, queue, head, tail, entries });
      return;
    }
    default:
      return;
  }
}

function callOf({ callers }: Reading, task: number): string {
  return callers.get(task)?.call ?? "";
}

function turn(
  { callers }: Reading,
  task: number | null,
  now: Pick<CallerState, "doing"> & Partial<Pick<CallerState, "call" | "name">>,
): void {
  const name = task === null ? "program" : `task ${task}`;
  callers.set(task, { ...(callers.get(task) ?? { task, name, call: "" }), ...now });
}

function change({ descriptors }: Reading, descriptor: number, now: Partial<DescriptorState>): void {
  descriptors.set(descriptor, { ...(descriptors.get(descriptor) ?? { descriptor, ...UNKNOWN }), ...now });
}

function epollOf({ epolls }: Reading, epoll: number): EpollState {
  return epolls.get(epoll) ?? { epoll, interest: [], ready: null };
}

function changeInterest(
  reading: Reading,
  { epoll, descriptor, events }: Extract<TraceEvent, { readonly kind: "interest-changed" }>,
): void {
  const before = epollOf(reading, epoll);
  const present = before.interest.some((entry) => entry.descriptor === descriptor);
  const interest = events === ""
    ? before.interest.filter((entry) => entry.descriptor !== descriptor)
    : present
    ? before.interest.map((entry) => entry.descriptor === descriptor ? { descriptor, events } : entry)
    : [...before.interest, { descriptor, events }];
  reading.epolls.set(epoll, { ...before, interest });
}

function touchedBy(event: TraceEvent): number[] {
  switch (event.kind) {
    case "descriptor-opened":
    case "descriptor-closed":
    case "bytes-unread":
    case "descriptor-ready":
      return [event.descriptor];
    case "interest-changed":
      return [event.epoll, event.descriptor];
    case "ready-list":
      return [event.epoll];
    case "ring-moved":
      return [event.ring];
    default:
      return [];
  }
}
