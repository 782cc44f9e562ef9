/** What holds of every run of the model's ring, whatever is asked of it. */
import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import {
  type Completion,
  createModelKernel,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
  IOSQE_IO_LINK,
  isErrno,
  must,
  type Submission,
} from "../../../../labs/_runtime/kernel/mod.ts";

/** What one step does, drawn as numbers. */
type Step = readonly [kind: string, a: number, b: number];

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(
    fc.constantFrom("push", "push", "push", "push", "enter", "enter", "take", "take", "write", "read", "advance"),
    fc.nat(15),
    fc.nat(15),
  ),
  { maxLength: 60 },
);

interface Run {
  readonly asked: readonly Submission[];
  readonly taken: readonly Completion[];
  readonly returned: readonly unknown[];
  readonly mostInRing: number;
}

/** Plays the steps, then cancels and waits until all is over. */
function play(list: readonly Step[], firstIndex: number): Run {
  const kernel = createModelKernel({ device: { lanes: 2, latencyNs: ({ number }) => 1_000 * (1 + (number * 7) % 5) } });
  const ring = must(kernel.ioUringSetup({ entries: 4, completionEntries: 4, firstIndex }));
  const [pipe, file] = [must(kernel.pipe2(0o4000)), must(kernel.memfdCreate())];
  const { submission, completion } = ring;
  const asked: Submission[] = [];
  const taken: Completion[] = [];
  const returned: unknown[] = [];
  let mostInRing = 0;

  function entry(a: number, b: number): Submission {
    const common = { userData: asked.length, flags: b % 3 === 0 ? IOSQE_IO_LINK : 0 };
    const buffer = new Uint8Array(1 + b);
    const [readEnd, writeEnd] = pipe as readonly [number, number];
    const entries: readonly Submission[] = [
      { ...common, opcode: IORING_OP_NOP },
      { ...common, opcode: IORING_OP_READ, fd: readEnd, buffer, offset: 0 },
      { ...common, opcode: IORING_OP_WRITE, fd: writeEnd, buffer, offset: 0 },
      { ...common, opcode: IORING_OP_READ, fd: file as number, buffer, offset: b },
      { ...common, opcode: IORING_OP_WRITE, fd: file as number, buffer, offset: b },
      { ...common, opcode: IORING_OP_TIMEOUT, timeoutNs: 500 * b - 500 },
      { ...common, opcode: IORING_OP_ASYNC_CANCEL, target: Math.max(0, asked.length - b) },
      { ...common, opcode: IORING_OP_READ, fd: 999, buffer, offset: 0 },
    ];
    return entries[a % entries.length]!;
  }

  function push(submitted: Submission): void {
    if ((submission.tail - submission.head) >>> 0 === submission.entries) return;
    submission.fill(submission.tail & submission.mask, submitted);
    submission.tail += 1;
    asked.push(submitted);
  }

  function take(most: number): void {
    for (let count = 0; count < most && completion.head !== completion.tail; count++) {
      taken.push(completion.at(completion.head & completion.mask));
      completion.head += 1;
    }
  }

  const acts: Readonly<Record<string, (a: number, b: number) => unknown>> = {
    push: (a, b) => push(entry(a, b)),
    enter: (a) => ring.enter(a % 5, 0),
    take: (a) => take(a % 5),
    write: (_, b) => kernel.write((pipe as readonly [number, number])[1], new Uint8Array(b)),
    read: (_, b) => kernel.read((pipe as readonly [number, number])[0], new Uint8Array(b)),
    advance: (_, b) => kernel.advance(b * 1_000),
  };
  for (const [kind, a, b] of list) {
    returned.push(acts[kind]!(a, b));
    mostInRing = Math.max(mostInRing, (completion.tail - completion.head) >>> 0);
  }
  for (let round = 0; round < 200; round++) {
    take(4);
    const waiting = ring.underWay[0];
    if (waiting !== undefined) {
      push({ opcode: IORING_OP_ASYNC_CANCEL, userData: asked.length, target: waiting.userData });
    }
    ring.enter((submission.tail - submission.head) >>> 0, 0);
    kernel.advance(10_000);
  }
  assertEquals([ring.underWay.length, ring.beside.length, completion.head], [0, 0, completion.tail]);
  return { asked, taken, returned, mostInRing };
}

Deno.test("every entry completes exactly once, whatever the ring overflows with, and the ring never holds more than it has slots", () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { asked, taken, mostInRing } = play(list, 0);
      assertEquals(
        taken.map(({ userData }) => userData).toSorted((a, b) => a - b),
        asked.map(({ userData }) => userData),
      );
      assert(mostInRing <= 4);
    }),
    { numRuns: 300 },
  );
});

Deno.test("a ring that passes 2^32 does what one does that begins at 0", () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 30 }), (list, before) => {
      const [zero, wrapping] = [play(list, 0), play(list, 2 ** 32 - before)];
      assertEquals(wrapping.taken, zero.taken);
      assertEquals(wrapping.returned, zero.returned);
    }),
    { numRuns: 150 },
  );
});

Deno.test("nothing in a chain completes before what it is linked behind, and nothing succeeds behind a failure", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { minLength: 1, maxLength: 4 }), (draws) => {
      const list = draws.map(([a, b]): Step => ["push", a, 3 * Math.floor(b / 3)]);
      const { asked, taken } = play([...list, ["enter", 4, 0], ["write", 0, 15]], 0);
      const order = taken.filter(({ userData }) => userData < draws.length);
      assertEquals(order.map(({ userData }) => userData), asked.slice(0, draws.length).map(({ userData }) => userData));
      const failed = order.findIndex(({ res }) => isErrno(res));
      if (failed !== -1) assert(order.slice(failed + 1).every(({ res }) => isErrno(res)));
    }),
    { numRuns: 300 },
  );
});
