/** How each system call crosses from the program to the driver and back: as numbers and bytes, nothing else. */
import type { Returned } from "../../../_runtime/kernel/errno.ts";
import type { Kernel, Pair, PollEntry } from "../../../_runtime/kernel/kernel.ts";
import { encodeText } from "../builtins.ts";
import { bytesOf, type Crossed, MOST_BYTES, MOST_NUMBERS, numbersOnly, setBytes } from "./trap_memory.ts";

/** One call's way there and back. */
export interface Crossing<Arguments extends unknown[], Value> {
  /** In the program: its arguments, as they are sent. */
  ask(...given: Arguments): Crossed;
  /** In the driver: makes the call. What came of it is sent back, or the error's name. */
  act(kernel: Kernel, asked: Crossed): Returned<Crossed>;
  /** In the program: the call's value. */
  value(answer: Crossed, ...given: Arguments): Value;
}

/** What a call returns when it succeeds. */
type Success<Call extends keyof Kernel> = Exclude<ReturnType<Kernel[Call]>, string>;

/** Every call of the interface. */
type Crossings = { readonly [Call in keyof Kernel]: Crossing<Parameters<Kernel[Call]>, Success<Call>> };

/** Arguments are numbers, and so is the value. */
function numbers<Value extends number>(act: (kernel: Kernel, asked: Crossed) => Returned<Value>) {
  return {
    ask: (...given: number[]): Crossed => numbersOnly(given),
    act(kernel: Kernel, asked: Crossed): Returned<Crossed> {
      const value = act(kernel, asked);
      return typeof value === "string" ? value : numbersOnly([value]);
    },
    value: ({ numbers: [value] }: Crossed) => value as Value,
  };
}

/** The value is two descriptors. */
function pair(act: (kernel: Kernel, flags: number) => Returned<Pair>): Crossings["pipe2"] {
  return {
    ask: (flags) => numbersOnly([flags]),
    act(kernel, asked) {
      const fds = act(kernel, int(asked, 0));
      return typeof fds === "string" ? fds : numbersOnly(fds);
    },
    value: ({ numbers: [first = -1, second = -1] }) => [first, second],
  };
}

/** A name is an argument. */
function named(act: (kernel: Kernel, fd: number, name: string) => Returned<0>): Crossings["bind"] {
  return {
    ask: (fd, name) => ({ numbers: [fd], bytes: encodeText(name) }),
    act: (kernel, asked) => done(act(kernel, int(asked, 0), new TextDecoder().decode(asked.bytes))),
    value: () => 0,
  };
}

/** Bytes go into the program's buffer. */
function reading(
  act: (kernel: Kernel, asked: Crossed, into: Uint8Array) => Returned<number>,
): Crossing<[fd: number, into: Uint8Array, offset?: number], number> {
  return {
    ask: (fd, into, offset = 0) => numbersOnly([fd, into.length, offset]),
    act(kernel, asked) {
      const into = new Uint8Array(Math.min(Math.max(0, int(asked, 1)), MOST_BYTES));
      const count = act(kernel, asked, into);
      return typeof count === "string" ? count : { numbers: [count], bytes: into.subarray(0, count) };
    },
    value({ numbers: [count = 0], bytes }, _fd, into) {
      setBytes(into, bytes);
      return count;
    },
  };
}

/** Bytes come from the program's buffer: what is beyond the memory's size is not taken, as it would be by a full socket. */
function writing(
  act: (kernel: Kernel, asked: Crossed) => Returned<number>,
): Crossing<[fd: number, from: Uint8Array, offset?: number], number> {
  return {
    ask: (fd, from, offset = 0) => ({ numbers: [fd, offset], bytes: bytesOf(from, MOST_BYTES) }),
    act(kernel, asked) {
      const count = act(kernel, asked);
      return typeof count === "string" ? count : numbersOnly([count]);
    },
    value: ({ numbers: [count = 0] }) => count,
  };
}

export const CROSSINGS: Crossings = {
  pipe2: pair((kernel, flags) => kernel.pipe2(flags)),
  socketpair: pair((kernel, flags) => kernel.socketpair(flags)),
  eventfd: numbers((kernel, asked) => kernel.eventfd(int(asked, 0), int(asked, 1))),
  timerfdCreate: numbers((kernel, asked) => kernel.timerfdCreate(int(asked, 0))),
  timerfdSettime: {
    ask: (fd, { valueNs, intervalNs }) => numbersOnly([fd, valueNs, intervalNs]),
    act(kernel, asked) {
      const [, valueNs = 0, intervalNs = 0] = asked.numbers;
      return done(kernel.timerfdSettime(int(asked, 0), { valueNs, intervalNs }));
    },
    value: () => 0,
  },
  memfdCreate: numbers((kernel) => kernel.memfdCreate()),
  epollCreate1: numbers((kernel) => kernel.epollCreate1()),
  socket: numbers((kernel, asked) => kernel.socket(int(asked, 0))),
  bind: named((kernel, fd, name) => kernel.bind(fd, name)),
  listen: numbers((kernel, asked) => kernel.listen(int(asked, 0), int(asked, 1))),
  connect: named((kernel, fd, name) => kernel.connect(fd, name)),
  accept4: numbers((kernel, asked) => kernel.accept4(int(asked, 0), int(asked, 1))),
  shutdown: numbers((kernel, asked) => kernel.shutdown(int(asked, 0), int(asked, 1))),
  read: reading((kernel, asked, into) => kernel.read(int(asked, 0), into)),
  write: writing((kernel, asked) => kernel.write(int(asked, 0), asked.bytes)),
  pread: reading((kernel, asked, into) => kernel.pread(int(asked, 0), into, asked.numbers[2] ?? 0)),
  pwrite: writing((kernel, asked) => kernel.pwrite(int(asked, 0), asked.bytes, asked.numbers[1] ?? 0)),
  dup: numbers((kernel, asked) => kernel.dup(int(asked, 0))),
  fcntlSetfl: numbers((kernel, asked) => kernel.fcntlSetfl(int(asked, 0), int(asked, 1))),
  close: numbers((kernel, asked) => kernel.close(int(asked, 0))),
  epollCtl: {
    ask(epfd, op, fd, event) {
      const numbers = event === undefined ? [epfd, op, fd] : [epfd, op, fd, event.events, event.data];
      return numbersOnly(numbers);
    },
    act(kernel, asked) {
      const [, , , events, data = 0] = asked.numbers;
      const event = events === undefined ? undefined : { events: events >>> 0, data };
      return done(kernel.epollCtl(int(asked, 0), int(asked, 1), int(asked, 2), event));
    },
    value: () => 0,
  },
  epollWait: {
    ask: (epfd, maxEvents, timeoutMs) => numbersOnly([epfd, maxEvents, timeoutMs]),
    act(kernel, asked) {
      const most = Math.min(int(asked, 1), MOST_NUMBERS / 2);
      const events = kernel.epollWait(int(asked, 0), most, int(asked, 2));
      if (typeof events === "string") return events;
      return numbersOnly(events.flatMap(({ events, data }) => [events, data]));
    },
    value({ numbers }) {
      const list: { events: number; data: number }[] = [];
      for (let index = 0; index < numbers.length; index += 2) {
        list[index / 2] = { events: numbers[index]!, data: numbers[index + 1]! };
      }
      return list;
    },
  },
  poll: {
    ask(entries, timeoutMs) {
      const numbers = [timeoutMs];
      for (let index = 0; index < entries.length; index++) {
        numbers[2 * index + 1] = entries[index]!.fd;
        numbers[2 * index + 2] = entries[index]!.events;
      }
      return numbersOnly(numbers);
    },
    act(kernel, asked) {
      const entries: PollEntry[] = [];
      for (let index = 1; index < asked.numbers.length; index += 2) {
        entries.push({ fd: int(asked, index), events: int(asked, index + 1) });
      }
      const ready = kernel.poll(entries, int(asked, 0));
      return typeof ready === "string" ? ready : numbersOnly(ready);
    },
    value: ({ numbers }) => numbers,
  },
  select: {
    ask({ read, write, except }, timeoutMs) {
      return numbersOnly(listsOf([timeoutMs], [read, write, except]));
    },
    act(kernel, asked) {
      const [read, write, except] = setsFrom(asked.numbers, 1);
      const ready = kernel.select({ read, write, except }, int(asked, 0));
      if (typeof ready === "string") return ready;
      return numbersOnly(listsOf([], [ready.read, ready.write, ready.except]));
    },
    value({ numbers }) {
      const [read, write, except] = setsFrom(numbers, 0);
      return { read, write, except };
    },
  },
  clockGettime: numbers((kernel) => kernel.clockGettime()),
};

/** The number at an index as the 32 bits that a call takes. */
function int({ numbers }: Crossed, index: number): number {
  return Number(numbers[index]) | 0;
}

function done(returned: Returned<0>): Returned<Crossed> {
  return returned === 0 ? numbersOnly([]) : returned;
}

/** Lists one after the other, each after its length. */
function listsOf(numbers: number[], lists: readonly (readonly number[])[]): number[] {
  for (let list = 0; list < lists.length; list++) {
    const members = lists[list]!;
    numbers[numbers.length] = members.length;
    for (let index = 0; index < members.length; index++) numbers[numbers.length] = members[index]!;
  }
  return numbers;
}

/** Three such lists, from an index on. */
function setsFrom(numbers: readonly number[], start: number): [number[], number[], number[]] {
  const sets: [number[], number[], number[]] = [[], [], []];
  let at = start;
  for (let set = 0; set < 3; set++) {
    const length = numbers[at++] ?? 0;
    for (let index = 0; index < length && at < numbers.length; index++) sets[set]![index] = numbers[at++]!;
  }
  return sets;
}
