/**
 * The driver: a Worker that makes system calls on Linux for a program that may not make any.
 *
 * It opens the C library while it still may. Then the whole process gives that permission up (`start_driver.ts`), and only
 * after that is the learner's code loaded. What comes out of the shared memory is a stranger's: a call's number is looked
 * up in a list, its arguments are copied and made numbers, and the kernel behind it (`linux_kernel.ts`) knows no
 * descriptors but those that it has handed out. The process's limit of open files bounds how many these are.
 */
import { workerData } from "node:worker_threads";
import { errnoNumber } from "../../../_runtime/kernel/errno.ts";
import { openLinuxKernel } from "../../../_runtime/kernel/linux_kernel.ts";
import { CROSSINGS } from "./crossings.ts";
import { linuxRelease } from "./linux_release.ts";
import { CALLS, CLOSE_ALL, REFUSED, SUCCEEDED } from "./trap_kernel.ts";
import { NO_BYTES, TrapMemory } from "./trap_memory.ts";

const memory = new TrapMemory(workerData as SharedArrayBuffer);
const encoder = new TextEncoder();

serve();

/** Answers the first call, which is no call, with the kernel's release, or with the reason why there is none. */
function serve(): void {
  memory.requested();
  const linux = open();
  if (typeof linux === "string") return memory.answer(REFUSED, { numbers: [], bytes: encoder.encode(linux) });
  memory.answer(SUCCEEDED, { numbers: [], bytes: encoder.encode(linuxRelease()) });
  for (;;) {
    memory.requested();
    answer(linux);
  }
}

function open(): ReturnType<typeof openLinuxKernel> | string {
  try {
    return openLinuxKernel();
  } catch (error) {
    return (error as Error).message;
  }
}

function answer(linux: ReturnType<typeof openLinuxKernel>): void {
  try {
    const asked = memory.take();
    if (asked.what === CLOSE_ALL) {
      linux.closeAll();
      return memory.answer(SUCCEEDED, { numbers: [], bytes: NO_BYTES });
    }
    const call = CALLS[asked.what];
    if (call === undefined) throw new RangeError(`There is no call ${asked.what}`);
    const returned = CROSSINGS[call].act(linux, asked);
    if (typeof returned === "string") memory.answer(errnoNumber(returned), { numbers: [], bytes: NO_BYTES });
    else memory.answer(SUCCEEDED, returned);
  } catch (error) {
    memory.answer(REFUSED, { numbers: [], bytes: encoder.encode(String((error as Error).message)) });
  }
}
