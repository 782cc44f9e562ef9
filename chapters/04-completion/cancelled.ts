/** Three reads that are to be stopped: one waits for a socket, one is at the device, one has completed. */
import { createModelKernel, IORING_OP_ASYNC_CANCEL, IORING_OP_READ } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const kernel = surely(createModelKernel({ device: { latencyNs: () => 100_000 } }));
const ring = kernel.ioUringSetup({ entries: 8 });
const { submission, completion } = ring;
const [silent] = kernel.socketpair(0);
const [spoken, theirs] = kernel.socketpair(0);
const file = kernel.memfdCreate();
kernel.pwrite(file, new Uint8Array(512), 0);
kernel.write(theirs, new Uint8Array(80));

// #region shown
const reads = [silent, file, spoken];
const names = ["silent socket", "file", "socket with bytes"];
reads.forEach((fd, userData) => {
  const block = { buffer: new Uint8Array(512), offset: 0 };
  const entry = { fd, ...block, userData };
  submission.fill(userData, { opcode: IORING_OP_READ, ...entry });
});
names.forEach((_, target) => {
  const entry = { target, userData: 10 + target };
  const opcode = IORING_OP_ASYNC_CANCEL;
  submission.fill(3 + target, { opcode, ...entry });
});
submission.tail = 6;
ring.enter(6, 6); // all six, and wait for six completions
// #endregion

const results = new Map<number, string>();
for (; completion.head !== completion.tail; completion.head += 1) {
  const { userData, res } = completion.at(completion.head & completion.mask);
  results.set(userData, String(res));
}
names.forEach((name, word) => {
  const [cancel, read] = [`cancel: ${results.get(10 + word)},`, `read: ${results.get(word)}`];
  console.log(`${name.padEnd(18)} ${cancel.padEnd(18)} ${read}`);
});
