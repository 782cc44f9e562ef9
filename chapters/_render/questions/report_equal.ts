import type { Place, Problems } from "../author/problems.ts";

/** Reports texts that readers could not tell apart. */
export function reportEqual(
  texts: readonly { readonly text: string; readonly place: Place }[],
  problems: Problems,
): void {
  const seen = new Map<string, number>();
  for (const { text, place } of texts) {
    const words = text.replace(/\s+/g, " ").trim();
    const first = seen.get(words);
    seen.set(words, first ?? place.line);
    if (first === undefined) continue;
    problems.report(place, `"${words}" is there twice, first on line ${first}`, "Make the two differ, or drop one.");
  }
}
