/** Hands a drive the real kernel, or the reason why there is none, and says which in the run's output. */
import type { Kernel } from "../../../_runtime/kernel/kernel.ts";
import { encodeText, writeStdout } from "../builtins.ts";

/** A kernel on Linux, or in a sentence why there is none. */
export type RealKernel = string | {
  readonly kernel: Kernel;
  /** As `uname -r` says it. */
  readonly release: string;
  /** Closes every descriptor. */
  closeAll(): void;
};

/** The kernel with nothing open. */
export function takeRealKernel(realKernel: RealKernel | null): Kernel | string {
  const found = realKernel ?? "the lab's task.md does not say `realKernel: true`";
  if (typeof found === "string") {
    const sentence = `On the model only: ${found}.`;
    say(sentence);
    return sentence;
  }
  say(`On the model, and on Linux ${found.release}.`);
  found.closeAll();
  return found.kernel;
}

let said = false;

/** Once a run: the panel shows it above what the learner prints. */
function say(sentence: string): void {
  if (!said) writeStdout(encodeText(`${sentence}\n`));
  said = true;
}
