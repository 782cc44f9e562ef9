/** `::compiler{…}`: what the book's stackless compiler makes of a few generator functions of the chapter. */
import { compileCoroutine, UnsupportedError } from "../../../labs/_runtime/coroutine/compile_coroutine.ts";
import type { Place } from "../author/problems.ts";
import type { CompilerExample, CompilerExhibit } from "../chapter.ts";
import type { ChapterWork } from "../chapter_work.ts";
import { highlightLines } from "../highlight.ts";
import { KEBAB } from "../markdown/slug.ts";
import { compiledView } from "./compiled_view.ts";

/** The first line of an example names it. */
const TITLE = /^\/\/ (\S.*)\n/;

/** The exhibit, or `null` when something about it is wrong. `files` are names of JavaScript files with spaces between. */
export async function renderExhibit(
  attributes: ReadonlyMap<string, string>,
  place: Place,
  work: ChapterWork,
): Promise<CompilerExhibit | null> {
  const id = attributes.get("id") ?? "";
  if (!KEBAB.test(id)) {
    work.problems.report(place, `compiler: "${id}" is not an id`, "Write it like from-loop-to-class.");
  }
  work.claimId(`compiler-${id}`, place);
  const caption = work.prose.line(attributes.get("caption") ?? "", place);
  const files = (attributes.get("files") ?? "").trim().split(/\s+/);
  const examples = await Promise.all(files.map((file) => renderExample(file, place, work)));
  const made = examples.filter((example) => example !== null);
  return made.length < files.length ? null : { id, caption, examples: made };
}

async function renderExample(file: string, place: Place, work: ChapterWork): Promise<CompilerExample | null> {
  const text = work.source(file, place)?.replaceAll("\r\n", "\n");
  if (text === undefined) return null;
  const here = { file: `${work.folder.path}/${file}`, line: 1 };
  const title = TITLE.exec(text)?.[1];
  if (title === undefined || !file.endsWith(".js")) {
    const remedy = "Begin a .js file with a comment that names the example, as in // A loop.";
    work.problems.report(here, "this is not an example for ::compiler", remedy);
    return null;
  }
  const source = text.replace(TITLE, "").trim();
  const before = text.slice(0, text.indexOf(source)).split("\n").length - 1;
  try {
    return await work.pieces.piece(["compiled", title, source], () => compiledExample(title, source));
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    const what = error.message.replace(/^line \d+, column \d+: /, "");
    work.problems.report({ ...here, line: before + error.line }, what, "Show what the compiler takes.");
    return null;
  }
}

async function compiledExample(title: string, source: string): Promise<CompilerExample> {
  const compiled = compileCoroutine(source);
  const [sourceLines, classLines] = await Promise.all([
    highlightLines(source, "ts"),
    highlightLines(compiled.code, "ts"),
  ]);
  return { title, source, sourceLines, compiled: compiledView(compiled, classLines) };
}
