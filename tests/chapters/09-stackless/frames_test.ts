import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { aliveAtStart } from "../../../chapters/09-stackless/alive.ts";
import { compiledRegion } from "../../../chapters/09-stackless/figures/compiled_region.ts";
import { blocks } from "../../../chapters/09-stackless/pieces_alive.ts";
import { proof } from "../../../chapters/09-stackless/proof.ts";
import { Proof } from "../../../chapters/09-stackless/proof_class.ts";
import { compileCoroutine } from "../../../labs/_runtime/coroutine/compile_coroutine.ts";

const CHAPTER = new URL("../../../chapters/09-stackless/", import.meta.url);

function fieldsOf({ variables }: ReturnType<typeof compileCoroutine>): string[] {
  return variables.flatMap(({ field }) => field ?? []);
}

Deno.test("the class gives what the generator gives, at each step and past the end", () => {
  fc.assert(fc.property(fc.string(), fc.uint8Array(), fc.uint8Array(), (parcel, photo, signature) => {
    const [generator, object] = [proof(parcel), new Proof(parcel)];
    for (const sent of [new Uint8Array(), photo, signature, photo]) {
      assertEquals<unknown>(object.next(sent), generator.next(sent));
    }
  }));
});

Deno.test("the class has the fields and the ids that the book's compiler gives it", async () => {
  const { compiled } = await compiledRegion("proof.ts");
  const object = new Proof("P-1001");
  assertEquals(["resumeId", ...fieldsOf(compiled)], Object.keys(object));
  for (const { resumeId, alive } of compiled.suspensions) {
    assertEquals(object.resumeId, resumeId);
    const held = Object.entries(object).filter(([name, value]) => name !== "resumeId" && value !== undefined);
    assertEquals(held.map(([name]) => name), alive);
    object.next(new Uint8Array([1]));
  }
});

Deno.test("the chapter's analysis finds what the book's compiler finds at each suspension of the loop", async () => {
  const { compiled } = await compiledRegion("proof_of_pieces.ts");
  const alive = aliveAtStart(blocks);
  assertEquals(
    ["beginning", "photo", "signature"].map((name) => [...alive.get(name)!].sort()),
    compiled.suspensions.map((suspension) => suspension.alive.toSorted()),
  );
});

Deno.test("a variable that is written before it is read is not alive, and a loop carries a need backwards", () => {
  const alive = aliveAtStart({
    first: { reads: [], writes: [], next: ["head"] },
    head: { reads: ["a"], writes: ["b"], next: ["body", "end"] },
    body: { reads: ["b"], writes: ["a"], next: ["back"] },
    back: { reads: ["c"], writes: [], next: ["head"] },
    end: { reads: [], writes: [], next: [] },
  });
  assertEquals([...alive.get("first")!].sort(), ["a", "c"]);
  assertEquals([...alive.get("back")!].sort(), ["a", "c"]);
  assertEquals([...alive.get("end")!], []);
});

Deno.test("what the text says of the compiler's examples is so", async () => {
  const loop = await Deno.readTextFile(new URL("loop.js", CHAPTER));
  const fields = (source: string) => fieldsOf(compileCoroutine(source));
  assertEquals(fields(loop), ["parcel", "pieces", "sum", "piece"]);
  assertEquals(
    fields(
      loop.replace("return seal(", "return seal(photo, ").replace("const photo", "photo")
        .replace("let sum", "let photo;\n  let sum"),
    ).includes("photo"),
    true,
  );
  assertEquals(fields(loop.replace("const photo", "photo").replace("let sum", "let photo;\n  let sum")), fields(loop));

  const wayOut = await Deno.readTextFile(new URL("way_out.js", CHAPTER));
  const { suspensions } = compileCoroutine(wayOut);
  assertEquals(suspensions.at(-1)!.alive, ["pending", "after"]);
  assertEquals(fields(wayOut.replace("yield ", "").replace('yield "lock', '"lock')), ["door"]);

  const noName = await Deno.readTextFile(new URL("no_name.js", CHAPTER));
  assertEquals(compileCoroutine(noName).suspensions.at(-1)!.alive, ["depot", "kept"]);
});
