import { assertEquals, assertRejects } from "@std/assert";
import { Pieces } from "../../../../chapters/_render/cache/pieces.ts";

/** Asks for the pieces in `inputs`; returns those that had to be made. */
async function ask(pieces: Pieces, inputs: readonly string[]): Promise<string[]> {
  const made: string[] = [];
  await Promise.all(inputs.map((input) =>
    pieces.piece([input], () => {
      made.push(input);
      return Promise.resolve(input.toUpperCase());
    })
  ));
  return made;
}

Deno.test("pieces outlive the process, those that are no longer used do not", async () => {
  const folder = await Deno.makeTempDir();
  const open = (machinery = "1") => Pieces.open(`${folder}/pieces.json`, machinery);

  const first = await open();
  assertEquals(await ask(first, ["scan", "route", "scan"]), ["scan", "route"], "each is made once");
  await first.save();

  const second = await open();
  assertEquals(await ask(second, ["scan", "eta"]), ["eta"]);
  assertEquals(await second.piece(["scan"], () => Promise.resolve("")), "SCAN");
  await second.save();

  const third = await open();
  assertEquals(await ask(third, ["scan", "route", "eta"]), ["route"]);
  assertEquals(await ask(await open("2"), ["scan"]), ["scan"], "other machinery trusts none");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a piece that failed is made again next time, and harms no other", async () => {
  const folder = await Deno.makeTempDir();
  const pieces = await Pieces.open(`${folder}/pieces.json`, "1");
  await assertRejects(() => pieces.piece(["eta"], () => Promise.reject(new Error("no route"))), Error, "no route");
  await ask(pieces, ["scan"]);
  await pieces.save();
  const again = await Pieces.open(`${folder}/pieces.json`, "1");
  assertEquals(await ask(again, ["scan", "eta"]), ["eta"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("pieces in memory are written nowhere", async () => {
  const pieces = Pieces.inMemory();
  assertEquals(await ask(pieces, ["scan"]), ["scan"]);
  await pieces.save();
});
