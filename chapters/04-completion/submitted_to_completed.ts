/** What happens between an entry's filling and the slot's return, in the order in which the model did it. */
import { createModelKernel, IORING_OP_READ } from "../../labs/_runtime/kernel/mod.ts";
import { surely } from "../_listings/surely.ts";

// #region shown
const kernel = surely(createModelKernel());
const ring = kernel.ioUringSetup({ entries: 4 });
const [ours, theirs] = kernel.socketpair(0);
const buffer = new Uint8Array(512);
kernel.at(5e6, () => void kernel.write(theirs, Uint8Array.of(80)));
// #endregion

function say(words: string, isSo: boolean): void {
  if (isSo) console.log(words);
}

const { submission, completion } = ring;
submission.fill(0, { opcode: IORING_OP_READ, fd: ours, buffer, offset: 0, userData: 7 });
say("the program fills a slot", submission.tail === 0);
submission.tail = 1;
say("the program moves the submission queue's tail", submission.head === 0 && ring.underWay.length === 0);
ring.enter(1, 0);
say("the kernel takes the entry, and moves that queue's head", Number(submission.head) === 1);
say("the buffer is the kernel's, and nothing is in it", ring.underWay.length === 1 && buffer[0] === 0);
ring.enter(0, 1);
say("the kernel copies bytes into the buffer", Number(buffer[0]) === 80);
say("the kernel fills a slot, and moves the completion queue's tail", completion.tail === 1 && completion.head === 0);
const { res } = completion.at(0);
say("the program reads the result", res === 1);
completion.head = 1;
say("the program moves the completion queue's head", completion.head === completion.tail);
