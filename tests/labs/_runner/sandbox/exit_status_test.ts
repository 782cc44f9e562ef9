import { assertEquals } from "@std/assert";
import { exitStatus } from "../../../../labs/_runner/sandbox/exit_status.ts";

function status(code: number, signal: Deno.Signal | null = null): Deno.CommandStatus {
  return { success: code === 0, code, signal };
}

const BY_ITSELF = { killed: false, usage: null };

Deno.test("an exit code is itself", () => {
  for (const code of [0, 1, 70, 128]) assertEquals(exitStatus(status(code), BY_ITSELF), { code, signal: null });
});

Deno.test("a wrapper's 128 + n is the signal that ended its child", () => {
  for (const [code, signal] of [[133, "SIGTRAP"], [134, "SIGABRT"], [139, "SIGSEGV"], [152, "SIGXCPU"]] as const) {
    assertEquals(exitStatus(status(code), BY_ITSELF), { code: null, signal });
  }
});

Deno.test("without a wrapper the signal is known directly", () => {
  assertEquals(exitStatus(status(134, "SIGABRT"), BY_ITSELF), { code: null, signal: "SIGABRT" });
});

Deno.test("a SIGKILL is ours, or the kernel's for memory, or else the hard limit of computing time", () => {
  const usage = { cpuMs: 0, outOfMemory: true };
  assertEquals(exitStatus(status(137), { killed: true, usage: null }).signal, "SIGKILL");
  assertEquals(exitStatus(status(137), { killed: false, usage }).signal, "SIGKILL");
  assertEquals(exitStatus(status(137), { killed: false, usage: { ...usage, outOfMemory: false } }).signal, "SIGXCPU");
  assertEquals(exitStatus(status(137), BY_ITSELF).signal, "SIGXCPU");
});
