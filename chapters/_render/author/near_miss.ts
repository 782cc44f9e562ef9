/** Remedies for names that do not exist: the ones that look alike, or the ones there are. */

/** "Did you mean …?" when a known name is close to `word`; else the known names. */
export function suggest(word: string, known: Iterable<string>): string {
  const names = [...known];
  if (names.length === 0) return "There is none yet: remove it, or add what it names.";
  const near = nearMisses(word, names);
  if (near.length > 0) return `Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
  const shown = names.slice(0, 12).map((name) => `"${name}"`).join(", ");
  return `There ${names.length === 1 ? "is only" : "are"} ${shown}${names.length > 12 ? " and more" : ""}.`;
}

/** Up to three known names within a third of `word`'s length in edits, or that contain it, the nearest first. */
export function nearMisses(word: string, known: readonly string[]): string[] {
  const bound = Math.max(1, Math.floor(word.length / 3));
  return known
    .map((name) => ({ name, edits: name.includes(word) || word.includes(name) ? 1 : editDistance(word, name) }))
    .filter(({ edits }) => edits <= bound)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance: insertions, deletions and replacements of single characters that turn `from` into `to`. */
export function editDistance(from: string, to: string): number {
  const target = [...to];
  let row = [0, ...target.map((_, column) => column + 1)];
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of target.entries()) {
      const replaced = row[column]! + (character === other ? 0 : 1);
      next.push(Math.min(replaced, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
