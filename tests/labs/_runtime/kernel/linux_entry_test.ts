import { assert, assertEquals } from "@std/assert";
import { callNumbers } from "../../../../labs/_runtime/kernel/linux_calls.ts";
import { type LinuxEntry, openCLibrary, openLinux } from "../../../../labs/_runtime/kernel/linux_entry.ts";
import { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { stubLibrary } from "../../../../labs/_runtime/kernel/linux_stub.ts";
import { O_NONBLOCK } from "../../../../labs/_runtime/kernel/mod.ts";
import { linuxTest } from "./linux_test.ts";

/** Errors of different kinds, one after the other. */
function refusals(entry: LinuxEntry): unknown[] {
  using kernel = new LinuxKernel(entry);
  const [reads] = kernel.pipe2(O_NONBLOCK) as [number, number];
  return [
    kernel.shutdown(reads, 0),
    kernel.read(reads, new Uint8Array(1)),
    kernel.dup(-1),
    kernel.pread(reads, new Uint8Array(1), 0),
  ];
}

const REFUSALS = ["ENOTSOCK", "EAGAIN", "EBADF", "ESPIPE"];

linuxTest("a failed call's error comes with its result, and no second look at `errno` is needed", () => {
  const entry = openLinux();
  assert(entry.inOneStep);
  assertEquals(refusals(entry), REFUSALS);
});

linuxTest("where the stub cannot be loaded, the C library's way in gives the same errors", () => {
  assertEquals(refusals(openCLibrary(callNumbers(Deno.build.arch))), REFUSALS);
});

Deno.test("the stub for a machine is a shared object of that machine's, with the function last among what is only read", () => {
  for (const [machine, id, first] of [["x86_64", 62, 0x89], ["aarch64", 183, 0xe8]] as const) {
    const bytes = stubLibrary(machine);
    assertEquals([...bytes.subarray(0, 4)], [0x7f, 0x45, 0x4c, 0x46]);
    assertEquals([bytes[16], bytes[18], bytes[384]], [3, id, first]);
  }
});

Deno.test("each machine has a number for every call, and no two calls share one", () => {
  for (const machine of ["x86_64", "aarch64"] as const) {
    const numbers = Object.values(callNumbers(machine));
    assertEquals(new Set(numbers).size, numbers.length);
  }
});
