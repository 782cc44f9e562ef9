import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { readCached, writeCached } from "../../../chapters/_render/cache/cache_file.ts";
import type { RenderedChapter } from "../../../chapters/_render/render_chapter.ts";
import { chapterText, temporaryBook } from "./temporary_book.ts";

interface ModuleGraph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly isDynamic?: boolean;
      readonly code?: { readonly specifier: string };
    }[];
  }[];
}

Deno.test("a warm start imports neither Markdown nor YAML nor the highlighter", async () => {
  const entry = new URL("../../../chapters/_render/load_book.ts", import.meta.url).href;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", entry] }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as ModuleGraph;
  const reached = new Set([entry]);
  for (const specifier of reached) {
    for (const { isDynamic, code } of modules.find((module) => module.specifier === specifier)?.dependencies ?? []) {
      if (!isDynamic && code !== undefined) reached.add(code.specifier);
    }
  }
  assert(reached.size > 5, "the graph was read");
  assertEquals([...reached].filter((specifier) => !specifier.startsWith("file:")), []);
});

Deno.test("after an edit only the edited chapter is rendered", async () => {
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText("One."),
    "02-two/chapter.md": chapterText("Two."),
  });
  await book.load();
  await plant(`${book.cacheFolder}/book/two.json`, "planted in the cache");
  await book.write("01-one/chapter.md", chapterText("One, edited."));
  const { chapters } = await book.load();
  assertEquals(chapters.map(({ parts }) => parts[0]), [
    { kind: "html", html: "<p>One, edited.</p>" },
    { kind: "html", html: "planted in the cache" },
  ]);
});

Deno.test("the chapter is rendered again when its listing, its glossary or a file below the listing changes", async () => {
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText('::listing{file="a.ts" caption="A." output="recorded"}\n\nA :term[scan].'),
    "01-one/a.ts": 'import { words } from "./b.ts";\nconsole.log(words);\n',
    "01-one/b.ts": 'export const words = "first";\n',
    "glossary.yaml": "- {id: scan, term: scan, definition: One.}\n",
  });
  const html = async () => JSON.stringify((await book.load()).chapters[0]?.parts);
  assert((await html()).includes("<samp>first</samp>"));
  await book.write("01-one/b.ts", 'export const words = "second";\n');
  assert((await html()).includes("<samp>second</samp>"));
  await book.write("01-one/a.ts", 'import { words } from "./b.ts";\nconsole.log(words, 3);\n');
  assert((await html()).includes("<samp>second 3</samp>"));
  await book.write("glossary.yaml", "- {id: scan, term: scan, definition: Two.}\n");
  assert((await html()).includes('title=\\"Two.\\"'));
});

Deno.test("a figure is drawn anew when a file that it imports changes", async () => {
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText('::figure{id="mark" file="mark.ts" caption="A mark." alt="A mark."}'),
    "01-one/mark.ts": 'import { r } from "./size.ts";\nexport const draw = () => `<svg><circle r="${r}"/></svg>`;\n',
    "01-one/size.ts": "export const r = 1;\n",
  });
  const svg = async () => {
    const part = (await book.load()).chapters[0]?.parts[0];
    return part?.kind === "figure" ? part.figure.svg : "";
  };
  assertEquals(await svg(), '<svg><circle r="1"/></svg>');
  await book.write("01-one/size.ts", "export const r = 2;\n");
  assertEquals(await svg(), '<svg><circle r="2"/></svg>');
});

Deno.test("a prose edit runs no listing again", async () => {
  const listing = '::listing{file="now.ts" caption="Now." output="recorded"}';
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText(listing),
    "01-one/now.ts": "console.log(performance.timeOrigin + performance.now());\n",
  });
  const printed = async () => /<samp>(.*?)<\/samp>/.exec(JSON.stringify(await book.load()))?.[1];
  const first = await printed();
  await book.write("01-one/chapter.md", chapterText(`${listing}\n\nMore words.`));
  assertEquals(await printed(), first);
  await book.write("01-one/now.ts", "console.log(performance.timeOrigin + performance.now()); // Again.\n");
  assertNotEquals(await printed(), first);
});

Deno.test("damaged cache files are made again", async () => {
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText("```c\nreturn 0;\n```"),
    "glossary.yaml": "- {id: scan, term: scan, definition: One.}\n",
  });
  const fresh = await book.load();
  const files = [...Deno.readDirSync(`${book.cacheFolder}/book`)].filter(({ isFile }) => isFile).map(({ name }) =>
    name
  );
  assertEquals(files.sort(), ["glossary.json", "one.json", "one.pieces.json"]);
  for (const name of files) {
    const path = `${book.cacheFolder}/book/${name}`;
    const text = await Deno.readTextFile(path);
    for (const damaged of ["", "{", text.slice(0, -5), text.replace(/[a-z](?=[^a-z]*$)/, "#"), "\n{}"]) {
      await Deno.writeTextFile(path, damaged);
      assertEquals(await book.load(), fresh, `${name} as ${damaged.slice(-20)}`);
    }
  }
});

/** Puts other words into a cached chapter, under its right key: they show whether the cache was used. */
async function plant(path: string, html: string): Promise<void> {
  const [key = ""] = (await Deno.readTextFile(path)).split(" ");
  const rendered = await readCached(path, key) as RenderedChapter;
  const chapter = { ...rendered.chapter, parts: [{ kind: "html", html }] };
  await writeCached(path, key, { ...rendered, chapter });
}
