/** A lab's task and hints as HTML. Loaded only when they are not in the cache. */
import type { Tokens } from "marked";
import type { Lab } from "../../labs/_runner/lab.ts";
import { type Place, Problems } from "./author/problems.ts";
import { itemLines } from "./author/yaml_lines.ts";
import { Pieces } from "./cache/pieces.ts";
import type { GlossaryTerm } from "./chapter.ts";
import { definitionsOf } from "./glossary_definitions.ts";
import { highlightCode, LANGUAGES } from "./highlight.ts";
import type { Link } from "./links.ts";
import type { ProseRules } from "./markdown/check_tokens.ts";
import { Prose } from "./markdown/prose.ts";

/** What a page shows of a lab before its panel comes alive. */
export interface LabText {
  /** The task's body. */
  readonly taskHtml: string;
  /** The starter, highlighted. */
  readonly starterHtml: string;
  /** Inline HTML, one for each step. */
  readonly hints: readonly string[];
}

/**
 * The body of a `task.md` as HTML. Like a chapter's prose, with TypeScript in fences and without directives that stand by
 * themselves. What its links lead to is not looked for: `load_lab_texts.ts` does that.
 * @param place where the body begins.
 * @throws {SyntaxError} with one line for each mistake in it.
 */
export async function renderTask(markdown: string, place: Place): Promise<string> {
  const problems = new Problems();
  const html = await taskProse({ problems, links: [], glossary: [] }).text(markdown, place);
  problems.throwIfAny();
  return html;
}

/**
 * All texts of a lab, and what they point at.
 * @throws {SyntaxError} with one line for each mistake in them.
 */
export async function renderLabText(
  lab: Lab,
  glossary: readonly GlossaryTerm[],
): Promise<{ readonly text: LabText; readonly links: readonly Link[] }> {
  const file = `labs/${lab.id}/task.md`;
  const problems = new Problems();
  const links: Link[] = [];
  const prose = taskProse({ problems, links, glossary });
  const taskHtml = await prose.text(lab.task, { file, line: lab.taskLine });
  const hintLines = itemLines((await Deno.readTextFile(new URL("task.md", lab.folder))).split("\n"), "hints");
  const hints = lab.hints.map((hint, index) => prose.line(hint, { file, line: (hintLines[index]?.start ?? 0) + 1 }));
  problems.throwIfAny();
  const starterHtml = await highlightCode(lab.starter, "ts");
  return { text: { taskHtml, starterHtml, hints }, links };
}

function taskProse(
  { problems, links, glossary }: {
    readonly problems: Problems;
    readonly links: Link[];
    readonly glossary: readonly GlossaryTerm[];
  },
): Prose {
  const rules: ProseRules = {
    fences: { languages: LANGUAGES, remedy: `Use one of ${LANGUAGES.join(", ")}.` },
    headings: "anywhere",
    heading({ depth, tokens }: Tokens.Heading, place) {
      if (depth !== 2) {
        problems.report(place, `a heading of level ${depth}`, "Use ##; the title is in the front matter.");
      }
      // Below the heading that the panel carries. No ids: a chapter shows several tasks on one page.
      return { tag: "h4", words: tokens };
    },
  };
  return new Prose({ rules, problems, links, definitions: definitionsOf(glossary), pieces: Pieces.inMemory() });
}
