import { assertEquals, assertStringIncludes } from "@std/assert";
import asc from "assemblyscript/asc";
import { instanceWith } from "../../../chapters/08-stackful/instance_with.ts";
import { promising, Suspending } from "../../../chapters/08-stackful/jspi.ts";
import { PRICE_BYTES } from "../../../chapters/08-stackful/price_wasm.ts";
import { carriedLeg, TO_LYON, TO_MARSEILLE } from "../../../chapters/08-stackful/route.ts";

const CHAPTER = new URL("../../../chapters/08-stackful/", import.meta.url);

Deno.test("the bytes of price are what AssemblyScript makes of the file that the page shows", async () => {
  const source = await Deno.readTextFile(new URL("price.ts", CHAPTER));
  let made = new Uint8Array();
  const { error } = await asc.main(["price.ts", "--outFile", "price.wasm", ...OPTIONS], {
    readFile: (name) => (name === "price.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name === "price.wasm" && contents instanceof Uint8Array) made = new Uint8Array(contents);
    },
    listFiles: () => [],
    stdout: { write() {} },
    stderr: { write() {} },
  });
  assertEquals(error, null);
  assertEquals(made, PRICE_BYTES);
});

const OPTIONS = ["--runtime", "stub", "--optimize"];

Deno.test("one price gives the same with a table and with carriers that are waited for, while another waits", async () => {
  const table = instanceWith((leg: number) => carriedLeg(leg).cents);
  const carriers = instanceWith(new Suspending((leg) => Promise.resolve(carriedLeg(leg).cents)));
  const quote = promising(carriers.price);
  const both = await Promise.all([quote(TO_LYON), quote(TO_MARSEILLE)]);
  assertEquals(both, [table.price(TO_LYON), table.price(TO_MARSEILLE)].map(Number));
});

Deno.test("a frame of JavaScript in between cannot be suspended, in the words that the page prints", async () => {
  const inner = instanceWith(new Suspending((leg) => Promise.resolve(carriedLeg(leg).cents)));
  const outer = instanceWith((leg: number) => Number(inner.price(leg)) + 20);
  const thrown = await promising(outer.price)(TO_LYON).catch(String);
  assertStringIncludes(String(thrown), "SuspendError");
});
