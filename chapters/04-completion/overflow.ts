/** Six completions for a queue of four. */
import { createModelKernel, IORING_OP_NOP, IORING_SQ_CQ_OVERFLOW } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const kernel = surely(createModelKernel());
const ring = kernel.ioUringSetup({ entries: 4, completionEntries: 4 });
const { submission, completion } = ring;

// #region shown
function see(when: string) {
  const standing = (completion.tail - completion.head) >>> 0;
  const more = (submission.flags & IORING_SQ_CQ_OVERFLOW) !== 0;
  const beside = more ? ", and more beside it" : "";
  console.log(`${when}: ${standing} in the queue${beside}`);
}
for (let count = 0; count < 6; count++) {
  const slot = submission.tail & submission.mask;
  submission.fill(slot, { opcode: IORING_OP_NOP, userData: count });
  submission.tail += 1;
  ring.enter(1, 0);
}
see("six have completed");
completion.head += 4;
see("four are taken");
ring.enter(0, 0);
see("after a call that asks for nothing");
// #endregion
