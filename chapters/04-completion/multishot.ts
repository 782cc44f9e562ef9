/** One accept for all connections, in a completion queue of four. */
import {
  createModelKernel,
  IORING_ACCEPT_MULTISHOT,
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  O_NONBLOCK,
} from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

const kernel = surely(createModelKernel());
const ring = kernel.ioUringSetup({ entries: 4, completionEntries: 4 });
const { submission, completion } = ring;
const listener = kernel.socket(O_NONBLOCK);
kernel.bind(listener, "parcels");
kernel.listen(listener, 16);

// #region shown
const how = IORING_ACCEPT_MULTISHOT; // go on after the first
const entry = { fd: listener, how, userData: 1 };
submission.fill(0, { opcode: IORING_OP_ACCEPT, ...entry });
submission.tail = 1;
ring.enter(1, 0);
for (let van = 0; van < 6; van++) {
  kernel.connect(kernel.socket(O_NONBLOCK), "parcels");
}
for (let taken = 0; taken < 5; taken++) {
  if (completion.head === completion.tail) ring.enter(0, 0);
  const { flags } = completion.at(completion.head & completion.mask);
  completion.head += 1;
  const more = (flags & IORING_CQE_F_MORE) !== 0;
  console.log("accepted;", more ? "more will come" : "this was the last");
}
console.log("waiting to be accepted:", kernel.unaccepted(listener));
// #endregion
