/** Tests that need Linux: elsewhere they are left out, and say so. */
import { onLinux } from "../../../../labs/_runtime/kernel/linux_kernel.ts";

/** A claim about Linux. */
export function linuxTest(claim: string, check: () => void): void {
  const name = onLinux ? claim : `${claim} (left out: this is ${Deno.build.os}, and there is no Linux to ask)`;
  Deno.test({ name, ignore: !onLinux, fn: check });
}
