/** `deno task new lab <id> <chapter-slug>` and `deno task new chapter <slug>`: folders whose content proves at once. */
import { FOLDERS } from "./folders.ts";
import { CHAPTER_FILES, fill, LAB_FILES } from "./templates.ts";

const USAGE = `deno task new lab <id> <chapter-slug>    labs/<id>/, a small lab that proves
deno task new chapter <slug>             chapters/<nn>-<slug>/, a chapter that renders`;

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const [what, name, chapter] = Deno.args;
const problem = await create();
if (problem !== null) {
  console.error(problem);
  Deno.exit(2);
}

async function create(): Promise<string | null> {
  if ((what !== "lab" && what !== "chapter") || name === undefined) return USAGE;
  if (!KEBAB.test(name)) return `"${name}" is not a name like first-overlap: lower-case words joined by hyphens.`;
  const chapters = await chapterFolders();
  if (what === "chapter") return await createChapter(name, chapters);
  const slugs = chapters.map((folder) => folder.replace(/^\d+-/, ""));
  if (chapter === undefined || !slugs.includes(chapter)) {
    return `A lab belongs to a chapter: add one of ${slugs.join(", ") || "(there is none yet)"}.`;
  }
  return await write(new URL(`${name}/`, FOLDERS.labs), fill(LAB_FILES, { id: name, chapter }), [
    `labs/${name}/ is there. Show that its grader works: deno task prove ${name}`,
    `Then name it in the front matter of chapters/…-${chapter}/chapter.md and place it with ::lab{id="${name}"}.`,
  ]);
}

async function createChapter(slug: string, chapters: readonly string[]): Promise<string | null> {
  const taken = chapters.find((folder) => folder.replace(/^\d+-/, "") === slug);
  if (taken !== undefined) return `chapters/${taken} has that name already: choose another.`;
  const last = Math.max(0, ...chapters.map((folder) => parseInt(folder)));
  const folder = `${String(last + 1).padStart(2, "0")}-${slug}`;
  return await write(new URL(`${folder}/`, FOLDERS.chapters), fill(CHAPTER_FILES, { id: slug, chapter: slug }), [
    `chapters/${folder}/ is there. See it: deno task dev, then /chapters/${slug}`,
  ]);
}

async function chapterFolders(): Promise<string[]> {
  const folders: string[] = [];
  for await (const entry of Deno.readDir(FOLDERS.chapters)) {
    if (entry.isDirectory && /^\d+-/.test(entry.name)) folders.push(entry.name);
  }
  return folders.sort();
}

async function write(folder: URL, files: ReadonlyMap<string, string>, next: readonly string[]): Promise<string | null> {
  try {
    await Deno.mkdir(folder);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      return `${decodeURIComponent(folder.pathname)} is there already: choose another name.`;
    }
    throw error;
  }
  for (const [path, text] of files) {
    await Deno.mkdir(new URL("./", new URL(path, folder)), { recursive: true });
    await Deno.writeTextFile(new URL(path, folder), text);
  }
  for (const line of next) console.log(line);
  return null;
}
