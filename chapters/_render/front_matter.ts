/** The head of `chapter.md`: between two lines of `---`, strict YAML. */
import { AuthorError, type Place, type Problems } from "./author/problems.ts";
import { YamlRecord } from "./author/yaml_record.ts";
import type { ChapterHeader } from "./chapter.ts";

/** Head and body of a chapter's text. */
export interface ChapterText {
  readonly header: ChapterHeader;
  readonly body: string;
  /** Line of the file on which the body begins. */
  readonly bodyLine: number;
  /** Where the labs are listed. */
  readonly labsAt: Place;
}

/**
 * Takes a chapter's text apart, and reports wrong fields of its head.
 * @throws {SyntaxError} when there is no head or it is not YAML: there is nothing to go on with.
 */
export function readFrontMatter(source: string, file: string, problems: Problems): ChapterText {
  const text = source.replaceAll("\r\n", "\n");
  const [whole, yaml] = /^---\n(.*?\n)---[ \t]*(?:\n|$)/s.exec(text) ?? [];
  if (whole === undefined || yaml === undefined) {
    const remedy = "Begin with a line of ---, the fields title, question, summary, labs and minutes, and another ---.";
    throw new AuthorError([{ file, line: 1, what: "there is no front matter", remedy }]);
  }
  const record = YamlRecord.parse(yaml, { file, line: 2 }, problems);
  if (record === null) throw problems.error();
  const header = {
    title: record.text("title"),
    question: record.text("question"),
    summary: record.text("summary"),
    labs: record.texts("labs"),
    minutes: record.number("minutes", { least: 1, most: 600 }),
  };
  record.finish();
  return { header, body: text.slice(whole.length), bodyLine: whole.split("\n").length, labsAt: record.at("labs") };
}
