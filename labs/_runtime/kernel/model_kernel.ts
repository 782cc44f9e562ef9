/**
 * The model: a kernel for one process with one thread, in virtual time, the same on every run.
 *
 * It exists to be opened. Each object of it is a page or two that follow the Linux source they name, and the tests hold the
 * whole against a real Linux, call for call. What differs on purpose: time stands still during calls, descriptors
 * begin at 3, and a call that could never return throws `WaitsForEver`.
 */
import { type DescriptorCalls, descriptorCalls } from "./descriptor_calls.ts";
import { Device, type DeviceOptions } from "./device.ts";
import { epollCalls } from "./epoll_calls.ts";
import { insightInto, type KernelInsight } from "./insight.ts";
import type { Kernel } from "./kernel.ts";
import { Machine, type MachineOptions } from "./machine.ts";
import { pollCalls } from "./poll_calls.ts";
import { type RingCalls, ringCalls } from "./ring_calls.ts";
import { segmentCost } from "./segment_cost.ts";
import { type SocketCalls, socketCalls } from "./socket_calls.ts";
import { TaskWork } from "./task_work.ts";

/** A kernel that can be looked into. */
export interface ModelKernel extends Kernel, RingCalls, KernelInsight {
  /** Lets time pass, as computing would: timers that are due on the way expire. */
  advance(ns: number): void;
  /** Lets `happen` take place outside at a moment, so that a call which waits is woken by it: a client connects, a peer writes. */
  at(ns: number, happen: () => void): void;
  /** How many times, so far, an object was asked whether it is ready, by select, poll and epoll together. */
  readonly asked: number;
}

/** What the model is like. */
export interface ModelOptions extends MachineOptions {
  /** What operations of io_uring on regular files go to. Other calls on files find everything in memory. */
  readonly device: Partial<DeviceOptions>;
}

/**
 * A kernel with nothing open, at time 0. By default it has 1,024 descriptors, as a shell gives.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, must } from "@interleave/kernel";
 * const kernel = createModelKernel();
 * const [reader, writer] = must(kernel.pipe2(0));
 * const epfd = must(kernel.epollCreate1());
 * kernel.epollCtl(epfd, EPOLL_CTL_ADD, reader, { events: EPOLLIN, data: reader });
 * kernel.write(writer, new Uint8Array([7]));
 * assertEquals(kernel.epollWait(epfd, 16, -1), [{ events: EPOLLIN, data: reader }]);
 * ```
 */
export function createModelKernel({ device, ...options }: Partial<ModelOptions> = {}): ModelKernel {
  const machine = new Machine({ maxDescriptors: 1_024, segmentCost, ...options });
  const work = new TaskWork(machine.time);
  const calls: DescriptorCalls & SocketCalls = { ...descriptorCalls(machine), ...socketCalls(machine) };
  return {
    ...calls,
    ...epollCalls(machine),
    ...pollCalls(machine),
    ...ringCalls({ machine, work, device: new Device(machine.time, device) }),
    // These can wake an operation of a ring, which then goes on before they return.
    read: work.after(calls.read),
    write: work.after(calls.write),
    accept4: work.after(calls.accept4),
    connect: work.after(calls.connect),
    shutdown: work.after(calls.shutdown),
    close: work.after(calls.close),
    ...insightInto(machine),
    advance: (ns) => machine.time.moveTo(machine.time.nowNs + ns),
    at: (ns, happen) => void machine.time.setAlarm(ns, happen),
    get asked() {
      return machine.asked;
    },
  };
}
