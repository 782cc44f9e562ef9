/** A file is copied through a ring with so many operations under way; the drive serves eight at once. */
import {
  createModelKernel,
  type DeviceOptions,
  IORING_OP_READ,
  IORING_OP_WRITE,
  type Transfer,
} from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

/** One operation, and which of the program's buffers it was about. */
export interface Operation {
  readonly kind: "read" | "write";
  readonly buffer: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What came of a copy. */
export interface Copied {
  readonly tookMs: number;
  readonly operations: readonly Operation[];
}

/** How many operations the drive serves at once. */
export const LANES = 8;
/** Each takes so long. */
export const EVEN: Partial<DeviceOptions> = { lanes: LANES, latencyNs: () => 100_000 };
/** A disk with one arm. */
export const ONE_ARM: Partial<DeviceOptions> = { ...EVEN, lanes: 1 };
/** Some take longer than others, from 60 to 140 µs. */
export const UNEVEN: Partial<DeviceOptions> = {
  lanes: LANES,
  latencyNs: ({ number }) => 60_000 + Math.round(80_000 * (number * 0.618034 % 1)),
};

const BLOCK = 4_096;

/** Copies so many blocks. Each buffer takes a block, writes it when it has been read, and takes the next. */
export function copyAt(
  depth: number,
  { blocks, device }: { readonly blocks: number; readonly device: Partial<DeviceOptions> },
): Copied {
  const kernel = surely(createModelKernel({ device }));
  const [from, to] = [kernel.memfdCreate(), kernel.memfdCreate()];
  kernel.pwrite(from, new Uint8Array(blocks * BLOCK), 0);
  const ring = kernel.ioUringSetup({ entries: depth });
  const { submission, completion } = ring;
  const buffers = Array.from({ length: depth }, () => new Uint8Array(BLOCK));
  const operations: Operation[] = [];
  const underWay = new Map<number, Operation & { readonly offset: number }>();
  const nowMs = () => kernel.clockGettime() / 1e6;
  let [nextBlock, pushed] = [0, 0];

  function push(kind: Operation["kind"], buffer: number, offset: number): void {
    const file = kind === "read"
      ? { opcode: IORING_OP_READ, fd: from } as const
      : { opcode: IORING_OP_WRITE, fd: to } as const;
    const entry: Transfer = { ...file, buffer: buffers[buffer]!, offset, userData: buffer };
    submission.fill(submission.tail & submission.mask, entry);
    submission.tail += 1;
    pushed += 1;
    underWay.set(buffer, { kind, buffer, offset, fromMs: nowMs(), toMs: NaN });
  }
  function takeBlock(buffer: number): void {
    if (nextBlock === blocks) return;
    push("read", buffer, nextBlock * BLOCK);
    nextBlock += 1;
  }

  buffers.forEach((_, buffer) => takeBlock(buffer));
  while (underWay.size > 0) {
    const toSubmit = pushed;
    pushed = 0;
    ring.enter(toSubmit, 1);
    for (; completion.head !== completion.tail; completion.head += 1) {
      const { userData: buffer, res } = completion.at(completion.head & completion.mask);
      if (res !== BLOCK) throw new Error(`depth.ts: an operation came back with ${res}`);
      const { offset, ...operation } = underWay.get(buffer)!;
      underWay.delete(buffer);
      operations.push({ ...operation, toMs: nowMs() });
      if (operation.kind === "read") push("write", buffer, offset);
      else takeBlock(buffer);
    }
  }
  return { tookMs: nowMs(), operations };
}

if (import.meta.main) {
  for (const depth of [1, 2, 4, 8, 16, 32]) {
    const { tookMs } = copyAt(depth, { blocks: 480, device: EVEN });
    console.log(`${String(depth).padStart(2)} under way: ${tookMs.toFixed(1).padStart(6)} ms`);
  }
}
