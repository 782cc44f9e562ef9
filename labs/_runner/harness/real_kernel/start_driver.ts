/**
 * Starts the driver and gives up, for this whole process, the permission that it needed.
 *
 * The order is what keeps a learner's code from native code: the driver opens the C library, the permission is revoked for
 * every thread there is and will be, that is tried, and only then is a stranger's module loaded.
 */
import { Worker } from "node:worker_threads";
import { RUNNER_LIMITS } from "../../limits.ts";
import { decodeText } from "../builtins.ts";
import type { RealKernel } from "./take_real_kernel.ts";
import { REFUSED, trapKernel } from "./trap_kernel.ts";
import { numbersOnly, TrapMemory } from "./trap_memory.ts";

/** `driver.ts`, bundled: put here by the build, since nothing in a sandbox may read a file. */
declare const REAL_KERNEL_DRIVER: string;

/** More than a thread takes to start on a busy machine. */
const START_MS = 5_000;

/** Starts the driver. Throws when native code can still be reached afterwards: nothing may be loaded then. */
export function startDriver(): RealKernel {
  const started = start();
  Deno.permissions.revokeSync({ name: "ffi" });
  if (reachesNativeCode()) throw new Error("The permission to load native code could not be given up");
  return started;
}

function start(): RealKernel {
  if (Deno.build.os !== "linux") return `there is no Linux here (this is ${Deno.build.os})`;
  const memory = new TrapMemory();
  const source = `data:text/javascript,${encodeURIComponent(REAL_KERNEL_DRIVER)}`;
  // The program's end does not wait for the driver's.
  new Worker(new URL(source), { workerData: memory.shared }).unref();
  memory.request(0, numbersOnly([]));
  if (!memory.answered(START_MS)) return `Linux's system calls could not be opened within ${START_MS / 1_000} s`;
  const { what, bytes } = memory.take();
  const text = decodeText(bytes);
  if (what === REFUSED) return text;
  return { ...trapKernel({ memory, patienceMs: RUNNER_LIMITS.systemCallMs }), release: text };
}

function reachesNativeCode(): boolean {
  try {
    Deno.dlopen("libc.so.6", {}).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
