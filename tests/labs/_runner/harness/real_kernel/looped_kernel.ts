/** A trap kernel whose driver is in the same thread, and makes the calls on a kernel that is given. */
import { CROSSINGS } from "../../../../../labs/_runner/harness/real_kernel/crossings.ts";
import {
  CALLS,
  SUCCEEDED,
  type TrapKernel,
  trapKernel,
  type TrapOptions,
} from "../../../../../labs/_runner/harness/real_kernel/trap_kernel.ts";
import { type Crossed, NO_BYTES } from "../../../../../labs/_runner/harness/real_kernel/trap_memory.ts";
import { errnoNumber } from "../../../../../labs/_runtime/kernel/errno.ts";
import type { Kernel } from "../../../../../labs/_runtime/kernel/kernel.ts";

/** Answers each call at once, but for those that `hangs` names. */
export function loopedKernel(
  real: Kernel,
  { hangs = [] }: { readonly hangs?: readonly (keyof Kernel)[] } = {},
): TrapKernel {
  let answer: Crossed & { readonly what: number } | null = null;
  const memory: TrapOptions["memory"] = {
    request(number, crossed) {
      const call = CALLS[number];
      if (call === undefined) answer = { what: SUCCEEDED, numbers: [], bytes: NO_BYTES };
      else if (hangs.includes(call)) answer = null;
      else {
        const bytes = crossed.bytes.slice();
        const returned = CROSSINGS[call].act(real, { numbers: [...crossed.numbers], bytes });
        answer = typeof returned === "string"
          ? { what: errnoNumber(returned), numbers: [], bytes: NO_BYTES }
          : { what: SUCCEEDED, ...returned };
      }
    },
    answered: () => answer !== null,
    take: () => answer!,
  };
  return trapKernel({ memory, patienceMs: 3_000 });
}
