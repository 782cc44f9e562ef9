/**
 * The driver: a Worker that makes system calls on Linux for a program that may not make any.
 *
 * It opens the C library while it still may. Then the whole process gives that permission up (`start_driver.ts`), and only
 * after that is the learner's code loaded. What comes out of the shared memory is a stranger's: a call's number is looked
 * up in a list, its arguments are copied and made numbers, and the kernel behind it (`linux_kernel.ts`) knows no
 * descriptors but those that it has handed out. The process's limit of open files bounds how many these are.
 */
import { workerData } from "node:worker_threads";
import { openLinuxKernel } from "../../../_runtime/kernel/linux_kernel.ts";
import { encodeText } from "../builtins.ts";
import { carryOut } from "./carry_out.ts";
import { linuxRelease } from "./linux_release.ts";
import { CLOSE_ALL, REFUSED, SUCCEEDED } from "./trap_kernel.ts";
import { type Message, numbersOnly, TrapMemory } from "./trap_memory.ts";

const memory = new TrapMemory(workerData as SharedArrayBuffer);

serve();

/** Answers the first call, which is no call, with the kernel's release, or with the reason why there is none. */
function serve(): void {
  memory.requested();
  const linux = open();
  if (typeof linux === "string") return memory.answer(inWords(REFUSED, linux));
  memory.answer(inWords(SUCCEEDED, linuxRelease()));
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
    if (asked.what !== CLOSE_ALL) return memory.answer(carryOut(linux, asked));
    linux.closeAll();
    memory.answer({ what: SUCCEEDED, ...numbersOnly([]) });
  } catch (error) {
    memory.answer(inWords(REFUSED, String((error as Error).message)));
  }
}

function inWords(what: number, text: string): Message {
  return { what, numbers: [], bytes: encodeText(text) };
}
