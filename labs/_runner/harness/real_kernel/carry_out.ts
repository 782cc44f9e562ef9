/** How a call that was asked for is answered: in the driver, and where a kernel in the same thread stands for it. */
import { errnoNumber } from "../../../_runtime/kernel/errno.ts";
import type { Kernel } from "../../../_runtime/kernel/kernel.ts";
import { CROSSINGS } from "./crossings.ts";
import { CALLS, SUCCEEDED } from "./trap_kernel.ts";
import { type Message, numbersOnly } from "./trap_memory.ts";

/** Makes the call on a kernel. Throws `RangeError` when the number is that of no call. */
export function carryOut(kernel: Kernel, asked: Message): Message {
  const call = CALLS[asked.what];
  if (call === undefined) throw new RangeError(`There is no call ${asked.what}`);
  const returned = CROSSINGS[call].act(kernel, asked);
  if (typeof returned === "string") return { what: errnoNumber(returned), ...numbersOnly([]) };
  return { what: SUCCEEDED, ...returned };
}
