/** A trap kernel whose driver is in the same thread, and makes the calls on a kernel that is given. */
import { carryOut } from "../../../../../labs/_runner/harness/real_kernel/carry_out.ts";
import {
  CALLS,
  CLOSE_ALL,
  SUCCEEDED,
  type TrapKernel,
  trapKernel,
  type TrapOptions,
} from "../../../../../labs/_runner/harness/real_kernel/trap_kernel.ts";
import { type Message, numbersOnly } from "../../../../../labs/_runner/harness/real_kernel/trap_memory.ts";
import type { Kernel } from "../../../../../labs/_runtime/kernel/kernel.ts";

/** Answers each call at once, but for those that `hangs` names. */
export function loopedKernel(
  real: Kernel,
  { hangs = [] }: { readonly hangs?: readonly (keyof Kernel)[] } = {},
): TrapKernel {
  let answer: Message | null = null;
  const memory: TrapOptions["memory"] = {
    request(number, crossed) {
      if (number === CLOSE_ALL) answer = { what: SUCCEEDED, ...numbersOnly([]) };
      else if (hangs.includes(CALLS[number]!)) answer = null;
      else answer = carryOut(real, { what: number, numbers: [...crossed.numbers], bytes: crossed.bytes.slice() });
    },
    answered: () => answer !== null,
    take: () => answer!,
  };
  return trapKernel({ memory, patienceMs: 3_000 });
}
