/** What chapters allow in Markdown, and how their headings get ids. */
import type { Tokens } from "marked";
import type { Place, Problems } from "./author/problems.ts";
import type { Heading } from "./chapter.ts";
import type { HeadingForm } from "./markdown/annotations.ts";
import type { ProseRules } from "./markdown/check_tokens.ts";
import { typographic } from "./markdown/typography.ts";
import { plainText } from "./markdown/plain_text.ts";
import { KEBAB, slugOf } from "./markdown/slug.ts";
import { LANGUAGES } from "./highlight.ts";

/** TypeScript is not among them: it comes by `::listing`, from files that are checked and run. */
const FENCES = {
  languages: LANGUAGES.filter((language) => language !== "ts" && language !== "tsx"),
  remedy: `TypeScript goes into a file, shown by ::listing{file="…" caption="…"}; fences are for ${
    LANGUAGES.filter((language) => language !== "ts" && language !== "tsx").join(", ")
  } and question.`,
};

/** The rules of one chapter. Headings are appended to `headings`, their ids taken from `ids` (id → line). */
export function chapterRules(
  { problems, headings, ids }: {
    readonly problems: Problems;
    readonly headings: Heading[];
    readonly ids: Map<string, number>;
  },
): ProseRules {
  return { fences: FENCES, headings: "main-text", heading };

  function heading({ depth, tokens }: Tokens.Heading, place: Place): HeadingForm {
    const { id, words } = takeId(tokens);
    const text = plainText(words);
    const level = depth === 3 ? 3 : 2;
    if (depth !== level) {
      problems.report(place, `a heading of level ${depth}`, "Use ## and ###; the title is in the front matter.");
    } else if (level === 3 && headings.length === 0) {
      problems.report(place, "a ### before any ##", "Begin with a ##.");
    }
    const own = id ?? slugOf(text);
    const remedy = "Give it an id of its own: `## Words {#an-id}`.";
    if (!KEBAB.test(own)) problems.report(place, `the heading "${text}" has no id that an address can hold`, remedy);
    else if (ids.has(own)) problems.report(place, `the heading id "${own}" is taken on line ${ids.get(own)}`, remedy);
    ids.set(own, place.line);
    headings.push({ level, id: own, text: typographic(text) });
    return { tag: `h${level}`, id: own, words };
  }
}

/** Takes `{#an-id}` off the end of a heading. */
function takeId(tokens: Tokens.Heading["tokens"]): { id?: string; words: Tokens.Heading["tokens"] } {
  const last = tokens.at(-1);
  const [whole, id] = last?.type === "text" ? /\s*\{#([^}]*)\}\s*$/.exec(last.text) ?? [] : [];
  if (last?.type !== "text" || whole === undefined || id === undefined) return { words: tokens };
  const text = last.text.slice(0, -whole.length);
  return { id, words: [...tokens.slice(0, -1), { ...last, raw: text, text }] };
}
