import type { GlossaryTerm } from "./chapter.ts";

/** Term id → its definition in plain text: what a reader sees when pointing at the term. */
export function definitionsOf(glossary: readonly GlossaryTerm[]): ReadonlyMap<string, string> {
  return new Map(glossary.map(({ id, definition }) => [id, unescapeHtml(definition.replace(/<[^>]*>/g, ""))]));
}

function unescapeHtml(html: string): string {
  const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name]!);
}
