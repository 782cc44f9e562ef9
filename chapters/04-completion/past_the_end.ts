/** A ring whose counts pass 2^32 while entries are in it. */
import { createModelKernel, IORING_OP_NOP } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const kernel = surely(createModelKernel());
const { submission } = kernel.ioUringSetup({ entries: 4, firstIndex: 2 ** 32 - 2 });

// #region shown
for (let count = 0; count < 3; count++) {
  const slot = submission.tail & submission.mask;
  submission.fill(slot, { opcode: IORING_OP_NOP, userData: count });
  submission.tail += 1;
  const { head, tail } = submission;
  console.log(`slot ${slot}: head ${head}, tail ${tail}`);
}
// #endregion
