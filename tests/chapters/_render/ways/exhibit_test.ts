import { assert, assertEquals } from "@std/assert";
import { renderChapter } from "../../../../chapters/_render/render_chapter.ts";
import { mistakes } from "../message.ts";
import { BODY_LINE, chapterText, temporaryBook } from "../temporary_book.ts";

async function render(body: string) {
  await using book = await temporaryBook({ "01-one/chapter.md": chapterText(body) });
  return await renderChapter(new URL("01-one/", book.folder), { glossary: [], cacheFolder: book.cacheFolder });
}

Deno.test("the exhibit holds the program in six ways, and what each was measured to cost", async () => {
  const { chapter } = await render('::ways{id="six" caption="Six *ways*"}');
  const [part] = chapter.parts;
  assert(part?.kind === "ways");
  const { caption, listings, costs, engine } = part.exhibit;
  assertEquals(caption, "Six <em>ways</em>");
  assertEquals(listings.map(({ name }) => name), ["threads", "stacks", "async", "generator", "callbacks", "class"]);
  for (const { name, code } of listings) assert(code.includes("total"), name);
  assertEquals(engine, `Deno ${Deno.version.deno}`);
  for (const { name, ns } of costs) assert(ns !== null && ns > 0, `${name}: ${ns} ns`);

  // Sizes do not depend on how busy the machine is; the margins are far below what they are here.
  const bytes = Object.fromEntries(costs.map((cost) => [cost.name, cost.bytes ?? 0]));
  assert(bytes["threads"]! > 50 * bytes["stacks"]!, JSON.stringify(bytes));
  assert(bytes["stacks"]! > 2 * bytes["async"]!, JSON.stringify(bytes));
  assert(bytes["async"]! > 2 * bytes["generator"]!, JSON.stringify(bytes));
  assert(bytes["generator"]! > 1.5 * bytes["class"]!, JSON.stringify(bytes));
});

Deno.test("an id that an address cannot hold is refused", async () => {
  assertEquals(await mistakes(render('::ways{id="Six ways" caption="Six"}')), [
    `chapters/01-one/chapter.md:${BODY_LINE}: ways: "Six ways" is not an id. Write it like six-ways-to-wait.`,
  ]);
});
