/** A read is linked to a write, and the file ends early. */
import { createModelKernel, IORING_OP_READ, IORING_OP_WRITE, IOSQE_IO_LINK } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const [scans, archive] = [kernel.memfdCreate(), kernel.memfdCreate()];
kernel.pwrite(scans, new Uint8Array(1_000), 0); // it has 1,000 bytes
const ring = kernel.ioUringSetup({ entries: 4 });
const block = { buffer: new Uint8Array(4_096), offset: 0 };

const [read, write] = [1, 2];
const flags = IOSQE_IO_LINK; // the next one waits for this one
const { submission, completion } = ring;
const first = { fd: scans, ...block, flags, userData: read };
const second = { fd: archive, ...block, userData: write };
submission.fill(0, { opcode: IORING_OP_READ, ...first });
submission.fill(1, { opcode: IORING_OP_WRITE, ...second });
submission.tail = 2;
ring.enter(2, 2);
for (const slot of [0, 1]) {
  const { userData, res } = completion.at(slot);
  console.log(userData === read ? "read" : "write", res);
}
// #endregion
