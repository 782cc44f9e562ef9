import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { draw as drawBlocks } from "../../../chapters/09-stackless/figures/blocks.tsx";
import { compiledRegion } from "../../../chapters/09-stackless/figures/compiled_region.ts";
import { draw as drawCrossings } from "../../../chapters/09-stackless/figures/what_crosses.tsx";
import { IN_BLOCKS, IN_SCOPE, layOut, sizeOf } from "../../../chapters/09-stackless/places.ts";

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

Deno.test("variables share a place only if no await finds both alive", () => {
  const locals = fc.array(
    fc.record({
      name: fc.string(),
      bytes: fc.integer({ min: 1, max: 64 }),
      from: fc.integer({ min: 1, max: 4 }),
      to: fc.integer({ min: 1, max: 4 }),
    }).filter(({ from, to }) => from <= to),
  );
  fc.assert(fc.property(locals, (given) => {
    const placed = layOut(given);
    for (const [index, one] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        const meet = one.from <= other.to && other.from <= one.to;
        const overlap = one.at < other.at + other.bytes && other.at < one.at + one.bytes;
        assert(!(meet && overlap), `${JSON.stringify(one)} and ${JSON.stringify(other)}`);
      }
    }
  }));
});

Deno.test("three arrays in blocks make a future of 1,026 bytes, in scope to the end of 3,074, as rustc says", () => {
  assertEquals([sizeOf(layOut(IN_BLOCKS)), sizeOf(layOut(IN_SCOPE))], [1_026, 3_074]);
});
