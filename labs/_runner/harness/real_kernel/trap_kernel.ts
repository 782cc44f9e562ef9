/** The kernel that the program gets: each call is put into shared memory, and the driver makes it on Linux. */
import { errnoName } from "../../../_runtime/kernel/errno.ts";
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL } from "../../../_runtime/kernel/flags.ts";
import type { Kernel } from "../../../_runtime/kernel/kernel.ts";
import { decodeText } from "../builtins.ts";
import { type Crossing, CROSSINGS } from "./crossings.ts";
import { StillWaits } from "./still_waits.ts";
import { type Crossed, type Message, numbersOnly, type TrapMemory } from "./trap_memory.ts";

/** A call's number is its place in this list; the one after the last closes all descriptors. */
export const CALLS = Object.keys(CROSSINGS) as readonly (keyof Kernel)[];
export const CLOSE_ALL = CALLS.length;

/** Calls that can wait, as the manual has them, where it writes them otherwise. */
const MANUAL_NAMES: Partial<Record<keyof Kernel, string>> = { epollWait: "epoll_wait", accept4: "accept" };

/** How a call went, if not with the number of an error: well; or the driver would not make it, and the bytes say why. */
export const SUCCEEDED = 0;
export const REFUSED = -1;

/** A kernel, and the way to begin again. */
export interface TrapKernel {
  readonly kernel: Kernel;
  /** Closes every descriptor. */
  closeAll(): void;
}

/** What a kernel is made of. */
export interface TrapOptions {
  readonly memory: Pick<TrapMemory, "request" | "answered" | "take">;
  /** How long a call may take beyond the limit that it names itself, before it is taken for one that never returns. */
  readonly patienceMs: number;
}

/** A kernel on this memory. None of its calls can be replaced. */
export function trapKernel({ memory, patienceMs }: TrapOptions): TrapKernel {
  /** The call from which the driver never came back. */
  let stuck: StillWaits | null = null;
  /** Epoll instance → what is registered with it, to say so when it waits for ever. */
  let registered: Record<number, Record<number, true>> = Object.create(null);

  function trap(number: number, crossed: Crossed, waitMs: number): Message {
    if (stuck !== null) throw stuck;
    memory.request(number, crossed);
    if (!memory.answered(patienceMs + Math.max(0, waitMs))) {
      const call = CALLS[number] ?? "close";
      const watched = registered[crossed.numbers[0] ?? -1] ?? {};
      throw stuck = new StillWaits({
        call: MANUAL_NAMES[call] ?? call,
        waitedMs: patienceMs,
        registered: call === "epollWait" ? Object.keys(watched).length : null,
      });
    }
    const answer = memory.take();
    if (answer.what === REFUSED) throw new RangeError(decodeText(answer.bytes));
    return answer;
  }

  function called<Arguments extends unknown[], Value>(call: keyof Kernel, { ask, value }: Crossing<Arguments, Value>) {
    const number = CALLS.indexOf(call);
    return (...given: Arguments): unknown => {
      const answer = trap(number, ask(...given), limitOf(call, given));
      if (answer.what === SUCCEEDED) return value(answer, ...given);
      return errnoName(answer.what);
    };
  }

  const calls = Object.fromEntries(
    CALLS.map((call) => [call, called(call, CROSSINGS[call] as Crossing<unknown[], unknown>)]),
  );
  const kernel = calls as unknown as Kernel;
  return {
    kernel: Object.freeze(
      {
        ...kernel,
        epollCtl(epfd, op, fd, event) {
          const result = kernel.epollCtl(epfd, op, fd, event);
          if (result !== 0) return result;
          const list = registered[epfd] ??= Object.create(null);
          if (op === EPOLL_CTL_ADD) list[fd] = true;
          if (op === EPOLL_CTL_DEL) delete list[fd];
          return result;
        },
        close(fd) {
          for (const epfd in registered) delete registered[epfd]![fd];
          delete registered[fd];
          return kernel.close(fd);
        },
      } satisfies Kernel,
    ),
    closeAll() {
      registered = Object.create(null);
      trap(CLOSE_ALL, numbersOnly([]), 0);
    },
  };
}

/** The limit of a wait, in milliseconds; 0 for none. */
function limitOf(call: keyof Kernel, given: readonly unknown[]): number {
  if (call === "epollWait") return Number(given[2]);
  return call === "poll" || call === "select" ? Number(given[1]) : 0;
}
