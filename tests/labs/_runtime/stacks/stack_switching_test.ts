import { assert, assertEquals, assertThrows } from "@std/assert";
import { offersStackSwitching, stackSwitching } from "@interleave/stacks";
import { bytesModule, writtenBytesModule } from "./assemble.ts";
import { FLAG, knowsFlag } from "./mechanisms.ts";

Deno.test("the texts of the switch assemble to exactly the bytes beside them", async () => {
  assertEquals(await writtenBytesModule(), await bytesModule());
});

Deno.test("without V8's flag stack switching is refused with the flag's name, and JSPI", {
  ignore: offersStackSwitching(),
}, () => {
  const { message } = assertThrows(() => stackSwitching(), TypeError);
  assert(message.includes("--experimental-wasm-wasmfx") && message.includes("jspi()"), message);
});

const knows = await knowsFlag();

Deno.test(
  knows
    ? "all claims about stacks hold by V8's stack switching too"
    : "all claims about stacks hold by V8's stack switching too (ignored: this V8 does not know the flag)",
  { ignore: !knows || offersStackSwitching() },
  async () => {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", FLAG, "--filter", "stack switching: ", import.meta.dirname!],
      env: { NO_COLOR: "1" },
    }).output();
    const report = new TextDecoder().decode(stdout);
    assert(success && Number(/(\d+) passed/.exec(report)?.[1]) > 10, report);
  },
);
