/** Why a run ended, from its frames and how its process died. Pure. */
import type { Frame, SandboxExit } from "./protocol.ts";

/** Why a run ended, told apart as finely as the sentences need. */
export type Cause =
  | { readonly kind: "finished" | "cancelled" | "never-ready" | "wall" | "cpu" | "memory" | "output" | "frames" }
  | { readonly kind: "nested" | "top-level-wait" | "stalled" }
  | { readonly kind: "did-not-compile"; readonly reason: string }
  | { readonly kind: "threw"; readonly message: string; readonly stack: string }
  | { readonly kind: "left"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string };

/** The cause, by what is surest first: our own kill, then what the harness said, then how the process died. */
export function causeOf({ frames, exit }: { readonly frames: readonly Frame[]; readonly exit: SandboxExit }): Cause {
  const last = frames.at(-1);
  const has = (kind: Frame["kind"]) => frames.some((frame) => frame.kind === kind);
  if (exit.killedFor === "cancelled") return { kind: "cancelled" };
  if (!has("ready")) return { kind: "never-ready" };
  if (exit.killedFor === "output" || exit.killedFor === "frames") return { kind: exit.killedFor };
  if (frames.some((frame) => frame.kind === "threw" && isAllocationFailure(frame.message))) return { kind: "memory" };
  // What a program does after its last report, from `unload` for example, changes nothing.
  if (last?.kind === "finished") return { kind: "finished" };
  if (last?.kind === "did-not-compile") return { kind: "did-not-compile", reason: last.message };
  if (last?.kind === "stalled") return { kind: "stalled" };
  // A call that threw is followed by the next call; one that ended the process is not.
  if (last?.kind === "threw") return { kind: "threw", message: last.message, stack: last.stack };
  if (exit.killedFor === "wall") return { kind: "wall" };
  if (exit.signal !== null) return causeOfSignal(exit.signal, exit.stderrTail, has("loaded"));
  if (!has("loaded") && exit.stderrTail.includes("Top-level await promise never resolved")) {
    return { kind: "top-level-wait" };
  }
  return { kind: "left", code: exit.code ?? 0 };
}

/** What V8 throws where memory is short and a program may catch it. */
function isAllocationFailure(message: string): boolean {
  return /^RangeError: (Array buffer allocation failed|WebAssembly\.Memory\(\): could not allocate memory)/.test(
    message,
  );
}

/** What stands in stderr when V8 or Deno itself gave up for want of memory. */
const OUT_OF_MEMORY = /out of memory|heap limit|memory allocation of \d+ bytes failed|Cannot allocate memory/i;

function causeOfSignal(signal: string, stderrTail: string, loaded: boolean): Cause {
  switch (signal) {
    case "SIGXCPU":
      return { kind: "cpu" };
    case "SIGKILL":
      // The watcher's own kills are told by `killedFor`, the CPU limit's by SIGXCPU: this one was the kernel's.
      return { kind: "memory" };
    default:
      if (OUT_OF_MEMORY.test(stderrTail)) return { kind: "memory" };
      if (signal === "SIGABRT" && !loaded) return { kind: "nested" };
      return { kind: "signal", signal };
  }
}
