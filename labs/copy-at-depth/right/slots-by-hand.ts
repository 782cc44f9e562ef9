import {
  type Errno,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_READ,
  IORING_OP_WRITE,
  isErrno,
  type Ring,
  type Submission,
} from "@interleave/kernel";

interface CopyOptions {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly blockBytes: number;
  readonly depth: number;
  readonly cancelled: () => boolean;
}

/** One of `depth` places, whose index is the word of its operation. */
interface Slot {
  readonly buffer: Uint8Array;
  state: "idle" | "reads" | "writes";
  /** What of the file is its business still. */
  offset: number;
  end: number;
  /** Bytes in the buffer that are to be written, from where. */
  filled: number;
  written: number;
}

// A state for each slot instead of a generator. A short read is read on before anything is written.
export function copy(ring: Ring, { from, to, bytes, blockBytes, depth, cancelled }: CopyOptions) {
  const slots = Array.from({ length: depth }, (): Slot => ({
    buffer: new Uint8Array(blockBytes),
    state: "idle",
    offset: 0,
    end: 0,
    filled: 0,
    written: 0,
  }));
  let next = 0;
  let failed: Errno | null = null;
  let stopped = false;
  let toSubmit = 0;

  const push = (entry: Submission) => {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail++;
    toSubmit++;
  };
  const begin = (word: number) => {
    const slot = slots[word]!;
    if (slot.state === "idle") {
      if (next >= bytes) return;
      Object.assign(slot, {
        state: "reads",
        offset: next,
        end: Math.min(next + blockBytes, bytes),
        filled: 0,
        written: 0,
      });
      next = slot.end;
    }
    const reads = slot.state === "reads";
    push({
      opcode: reads ? IORING_OP_READ : IORING_OP_WRITE,
      fd: reads ? from : to,
      buffer: reads
        ? slot.buffer.subarray(slot.filled, slot.end - slot.offset)
        : slot.buffer.subarray(slot.written, slot.filled),
      offset: slot.offset + (reads ? slot.filled : slot.written),
      userData: word,
    });
  };
  const advance = (slot: Slot, moved: number) => {
    if (slot.state === "reads") {
      slot.filled += moved;
      if (slot.filled === slot.end - slot.offset) slot.state = "writes";
    } else {
      slot.written += moved;
      if (slot.written === slot.filled) slot.state = "idle";
    }
  };

  for (let word = 0; word < depth; word++) begin(word);
  while (slots.some(({ state }) => state !== "idle")) {
    ring.enter(toSubmit, 1);
    toSubmit = 0;
    const ready: number[] = [];
    while (ring.completion.head !== ring.completion.tail) {
      const { userData, res } = ring.completion.at(ring.completion.head & ring.completion.mask);
      ring.completion.head++;
      if (userData >= depth) continue;
      const slot = slots[userData]!;
      if (isErrno(res)) {
        slot.state = "idle";
        if (!stopped) failed ??= res;
      } else if (stopped) slot.state = "idle";
      else {
        advance(slot, res);
        ready.push(userData);
      }
    }
    if (!stopped && (failed !== null || cancelled())) {
      stopped = true;
      slots.forEach((slot, word) => {
        if (ready.includes(word)) slot.state = "idle";
        else if (slot.state !== "idle") push({ opcode: IORING_OP_ASYNC_CANCEL, target: word, userData: depth + word });
      });
    } else if (!stopped) { for (const word of ready) begin(word); }
  }
  return failed ?? (stopped ? "cancelled" : "copied");
}
