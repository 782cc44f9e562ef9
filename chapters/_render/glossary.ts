/** `chapters/glossary.yaml` → the words that the book defines. Loaded only when the glossary is not in the cache. */
import { Problems } from "./author/problems.ts";
import { YamlRecord } from "./author/yaml_record.ts";
import { Pieces } from "./cache/pieces.ts";
import type { GlossaryTerm } from "./chapter.ts";
import type { Link } from "./links.ts";
import type { ProseRules } from "./markdown/check_tokens.ts";
import { Prose } from "./markdown/prose.ts";
import { KEBAB } from "./markdown/slug.ts";

/** The terms, and what their definitions point at. */
export interface RenderedGlossary {
  /** In alphabetical order. */
  readonly terms: readonly GlossaryTerm[];
  readonly links: readonly Link[];
}

/**
 * Renders a list of `{ id, term, definition }`; `file` is its name in messages.
 * @throws {SyntaxError} with one line for each mistake in it.
 */
export function renderGlossary(yaml: string, file: string): RenderedGlossary {
  const problems = new Problems();
  const links: Link[] = [];
  const rules: ProseRules = {
    fences: { languages: [], remedy: "A definition is one paragraph." },
    headings: "main-text",
    heading: () => ({ tag: "p", words: [] }), // A definition is one line: it holds no heading.
  };
  const prose = new Prose({ rules, problems, links, definitions: new Map(), pieces: Pieces.inMemory() });
  const ids = new Set<string>();
  const terms = YamlRecord.parseList(yaml, { file, line: 1 }, problems).map((record): GlossaryTerm => {
    const [id, term, definition] = [record.text("id"), record.text("term"), record.text("definition")];
    record.finish();
    if (!KEBAB.test(id)) problems.report(record.at("id"), `"${id}" is not an id`, "Write it like run-queue.");
    if (ids.has(id)) problems.report(record.at("id"), `"${id}" is defined twice`, "Keep one of the two definitions.");
    ids.add(id);
    return { id, term, definition: prose.line(definition.replaceAll("\n", " "), record.textAt("definition")) };
  });
  problems.throwIfAny();
  return { terms: terms.toSorted((a, b) => a.term.localeCompare(b.term, "en")), links };
}
