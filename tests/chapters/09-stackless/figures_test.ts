import { assertEquals, assertStringIncludes } from "@std/assert";
import { draw as drawBlocks } from "../../../chapters/09-stackless/figures/blocks.tsx";
import { compiledRegion } from "../../../chapters/09-stackless/figures/compiled_region.ts";
import { draw as drawCrossings } from "../../../chapters/09-stackless/figures/what_crosses.tsx";

Deno.test("the blocks are the cases of the compiled class, and thick where it can be resumed", async () => {
  const svg = await drawBlocks();
  const { compiled } = await compiledRegion("proof_of_pieces.ts");
  const cases = [...compiled.code.matchAll(/^ *case (\d+): \/\/ (.*)$/gm)].map(([, id, note]) => `${id}: ${note}`);
  assertEquals([...svg.matchAll(/>(\d: [^<]*)</g)].map(([, title]) => title), cases);
  assertEquals(svg.match(/<rect x="0" y="0" width="4"/g)?.length, compiled.suspensions.length);
});

Deno.test("parcel and sum cross a suspension, photo and signature do not", async () => {
  const svg = await drawCrossings();
  assertEquals([...svg.matchAll(/<title>(\w+): crosses a/g)].map(([, name]) => name), ["parcel", "sum"]);
  assertEquals([...svg.matchAll(/<title>(\w+): crosses none/g)].map(([, name]) => name), ["photo", "signature"]);
  assertStringIncludes(svg, ">id 2<");
});
