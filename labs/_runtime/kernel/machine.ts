/**
 * What the calls of one model share: the descriptors, the clock, the names of sockets, and how a descriptor is opened.
 *
 * One process, one thread. The calls themselves are in `descriptor_calls.ts`, `socket_calls.ts`, `epoll_calls.ts` and
 * `poll_calls.ts`; none of them keeps anything of its own.
 */
import { DescriptorTable } from "./descriptor_table.ts";
import type { Returned } from "./errno.ts";
import { has, O_NONBLOCK } from "./flags.ts";
import type { Pair } from "./kernel.ts";
import { type FileObject, OpenFile } from "./open_file.ts";
import type { StreamSocket } from "./stream_socket.ts";
import { VirtualTime } from "./virtual_time.ts";
import { waitUntil } from "./waiting.ts";

/** What the machine is like. */
export interface MachineOptions {
  /** Descriptors have numbers below this. */
  readonly maxDescriptors: number;
  /** What a segment in a socket is charged. */
  readonly segmentCost: (bytes: number) => number;
}

/** The machine. */
export class Machine {
  readonly table: DescriptorTable;
  readonly time: VirtualTime;
  /** Name → the socket that was bound to it. */
  readonly names = new Map<string, StreamSocket>();
  readonly segmentCost: (bytes: number) => number;
  /** How many times an object was asked whether it is ready: what select, poll and epoll differ in. */
  asked = 0;

  /** Everything closed. Without threads it has a clock of its own, which calls move that wait. */
  constructor({ maxDescriptors, segmentCost }: MachineOptions, time: VirtualTime = new VirtualTime()) {
    this.time = time;
    this.table = new DescriptorTable(maxDescriptors);
    this.segmentCost = segmentCost;
  }

  /** A descriptor for a new object. */
  open(object: FileObject, flags: number): Returned<number> {
    return this.table.open(new OpenFile(object, has(flags, O_NONBLOCK)));
  }

  /** Descriptors for two new objects, or for none of them. */
  openPair([first, second]: readonly [FileObject, FileObject], flags: number): Returned<Pair> {
    if (!this.table.fits(2)) return "EMFILE";
    const pair = [this.open(first, flags), this.open(second, flags)] as const;
    return pair as Pair;
  }

  /** Tries until something other than EAGAIN comes of it; once, if the description is non-blocking. */
  finish<Value>(call: string, file: OpenFile, attempt: () => Returned<Value>): Returned<Value> {
    const first = attempt();
    if (first !== "EAGAIN" || file.nonblocking) return first;
    const look = () => {
      const result = attempt();
      return result === "EAGAIN" ? undefined : result;
    };
    return waitUntil(this.time, { call, timeoutMs: -1, look }) ?? "EAGAIN";
  }
}
