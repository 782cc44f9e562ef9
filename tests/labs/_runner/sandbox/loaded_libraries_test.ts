import { assertEquals } from "@std/assert";
import { librariesIn } from "../../../../labs/_runner/sandbox/loaded_libraries.ts";

Deno.test("libraries are read from what ldd prints, the loader among them, the kernel's own left out", () => {
  const list = [
    "\tlinux-vdso.so.1 (0x00007f25a8b51000)",
    "\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f25a8a30000)",
    "\t/lib64/ld-linux-x86-64.so.2 (0x00007f25a8b53000)",
    "\tlibmissing.so => not found",
    "",
  ].join("\n");
  assertEquals(librariesIn(list), ["/lib/x86_64-linux-gnu/libm.so.6", "/lib64/ld-linux-x86-64.so.2"]);
  assertEquals(librariesIn("\tnot a dynamic executable\n"), []);
});
