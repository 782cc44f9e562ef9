import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Kernel } from "../../../../../labs/_runtime/kernel/kernel.ts";
import { createModelKernel, EPOLL_CTL_ADD, EPOLLIN, WaitsForEver } from "../../../../../labs/_runtime/kernel/mod.ts";
import { loopedKernel } from "./looped_kernel.ts";

const fd = fc.integer({ min: 2, max: 9 });
const flags = fc.constantFrom(0, 0o4000);
const bytes = fc.uint8Array({ maxLength: 40 });
const room = fc.nat(40).map((length) => new Uint8Array(length));
const fds = fc.array(fd, { maxLength: 4 });

/** Arguments of each call. */
const ARGUMENTS: { readonly [Call in keyof Kernel]: fc.Arbitrary<Parameters<Kernel[Call]>> } = {
  pipe2: fc.tuple(flags),
  socketpair: fc.tuple(flags),
  eventfd: fc.tuple(fc.nat(5), flags),
  timerfdCreate: fc.tuple(flags),
  timerfdSettime: fc.tuple(fd, fc.record({ valueNs: fc.nat(9), intervalNs: fc.nat(9) })),
  memfdCreate: fc.constant([]),
  epollCreate1: fc.constant([]),
  socket: fc.tuple(flags),
  bind: fc.tuple(fd, fc.constantFrom("gateway", "depôt")),
  listen: fc.tuple(fd, fc.nat(2)),
  connect: fc.tuple(fd, fc.constantFrom("gateway", "depôt")),
  accept4: fc.tuple(fd, flags),
  shutdown: fc.tuple(fd, fc.nat(3)),
  read: fc.tuple(fd, room),
  write: fc.tuple(fd, bytes),
  pread: fc.tuple(fd, room, fc.nat(50)),
  pwrite: fc.tuple(fd, bytes, fc.nat(50)),
  dup: fc.tuple(fd),
  fcntlSetfl: fc.tuple(fd, flags),
  close: fc.tuple(fd),
  epollCtl: fc.tuple(fd, fc.integer({ min: 1, max: 4 }), fd, fc.record({ events: fc.nat(7), data: fc.double() })),
  epollWait: fc.tuple(fd, fc.integer({ min: -1, max: 4 }), fc.constant(0)),
  poll: fc.tuple(
    fc.array(fc.record({ fd: fc.integer({ min: -1, max: 9 }), events: fc.nat(7) }), { maxLength: 4 }),
    fc.constant(0),
  ),
  select: fc.tuple(fc.record({ read: fds, write: fds, except: fds }), fc.constant(0)),
  clockGettime: fc.constant([]),
};

/** One of each kind, on the numbers from 3 to 9: what comes after has something to work on. */
const OPENING: readonly { readonly call: keyof Kernel; readonly given: unknown[] }[] = [
  { call: "memfdCreate", given: [] },
  { call: "pwrite", given: [3, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), 2] },
  { call: "socketpair", given: [0o4000] },
  { call: "pipe2", given: [0o4000] },
  { call: "epollCreate1", given: [] },
  { call: "eventfd", given: [3, 0o4000] },
  { call: "epollCtl", given: [8, EPOLL_CTL_ADD, 9, { events: EPOLLIN, data: 0.5 }] },
];

const oneCall = fc.oneof(
  ...Object.entries(ARGUMENTS).map(([call, given]) =>
    fc.record({ call: fc.constant(call as keyof Kernel), given: given as fc.Arbitrary<unknown[]> })
  ),
);

/** The outcome of a call, and what is in its buffer afterwards. */
function outcome(kernel: Kernel, call: keyof Kernel, given: unknown[]): unknown {
  const own = structuredClone(given);
  try {
    const act: (...given: unknown[]) => unknown = kernel[call] as never;
    return [act(...own), own.filter((one) => one instanceof Uint8Array)];
  } catch (error) {
    return (error as Error).name;
  }
}

Deno.test("each call comes back from the other side as it would from the kernel itself", () => {
  fc.assert(
    fc.property(fc.array(oneCall, { maxLength: 40 }), (sequence) => {
      const direct = createModelKernel();
      const { kernel } = loopedKernel(createModelKernel());
      for (const { call, given } of [...OPENING, ...sequence]) {
        assertEquals(outcome(kernel, call, given), outcome(direct, call, given), `${call}(${fc.stringify(given)})`);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("an endless epoll_wait with nothing registered says so, and no call is made after it", () => {
  const { kernel } = loopedKernel(createModelKernel(), { hangs: ["epollWait"] });
  const epfd = kernel.epollCreate1() as number;
  const error = assertThrows(
    () => kernel.epollWait(epfd, 8, -1),
    WaitsForEver,
    "epoll_wait has waited 3 s on Linux, and would go on for ever: nothing is registered with this epoll instance",
  );
  assertStrictEquals(assertThrows(() => kernel.pipe2(0), WaitsForEver), error);
});

Deno.test("an endless epoll_wait says how many descriptors it waits for; closing one takes it off", () => {
  const { kernel } = loopedKernel(createModelKernel(), { hangs: ["epollWait"] });
  const epfd = kernel.epollCreate1() as number;
  const [first, second] = [kernel.eventfd(0, 0) as number, kernel.eventfd(0, 0) as number];
  for (const fd of [first, second]) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  kernel.close(first);
  assertThrows(() => kernel.epollWait(epfd, 8, -1), WaitsForEver, "the one registered descriptor is not ready");
});

Deno.test("a call that waits for a peer names itself", () => {
  const { kernel } = loopedKernel(createModelKernel(), { hangs: ["read"] });
  const [reads] = kernel.pipe2(0) as [number, number];
  const error = assertThrows(
    () => kernel.read(reads, new Uint8Array(1)),
    WaitsForEver,
    "Make the descriptor non-blocking",
  );
  assertEquals(error.call, "read");
});

Deno.test("a buffer of more bytes than the memory holds is written in part", () => {
  const { kernel } = loopedKernel(createModelKernel());
  const fd = kernel.memfdCreate() as number;
  assertEquals(kernel.write(fd, new Uint8Array(1_048_577)), 1_048_576);
});
