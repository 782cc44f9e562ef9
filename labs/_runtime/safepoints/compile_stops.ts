/**
 * The text of one safe point.
 *
 * What is left of the grant is counted in `turns[0]`, which all copies share. A loop that neither calls a twin nor yields
 * by itself counts in a local variable, which the machine keeps in a register: it fetches the count before its first turn and
 * stores it on every way out. (An exception leaves without storing; the turns since the fetch are then forgotten.)
 */
import { siteAt } from "./safe_point.ts";

/** Names in compiled code: each begins or ends with a mark that the learner's names do not contain. */
export interface Words {
  readonly look: string;
  readonly turns: string;
  readonly twin: string;
  readonly park: string;
  readonly takeUp: string;
  /** The local count. */
  readonly left: string;
  /** What a fast copy returned. */
  readonly result: string;
  /** Follows a function's name in its copies' names. */
  readonly mark: string;
}

/** Where a safe point counts, and whether it looks only when the count is used up. */
export interface Count {
  readonly local: boolean;
  readonly cheap: boolean;
}

/** Words that no name of the source contains. */
export function wordsFor(identifiers: Iterable<string>): Words {
  const taken = [...identifiers];
  let mark = "$";
  while (taken.some((name) => name.includes(mark))) mark += "$";
  const [look, turns, twin, park, takeUp] = ["look", "turns", "twin", "park", "takeUp"].map((name) => mark + name);
  return {
    look: look!,
    turns: turns!,
    twin: twin!,
    park: park!,
    takeUp: takeUp!,
    left: `${mark}left`,
    result: `${mark}r`,
    mark,
  };
}

/** The import that compiled code begins with. */
export function importLine(words: Words): string {
  const names = (["look", "park", "takeUp", "turns", "twin"] as const).map((name) => `${name} as ${words[name]}`);
  return `import { ${names.join(", ")} } from "@interleave/safepoints"; `;
}

/** The condition under which a safe point gives way. */
export function mustGiveWay(words: Words, { local, cheap }: Count): string {
  const count = local ? words.left : `${words.turns}[0]`;
  return cheap ? `--${count} <= 0 && (${count} = ${words.look}()) === 0` : `(${count} = ${words.look}(${count})) === 0`;
}

/** A safe point in a generator: it yields its place in the source, and has a new grant when it goes on. */
export function stopText(words: Words, place: { line: number; column: number }, count: Count): string {
  const site = siteAt(place.line, place.column);
  const counted = count.local ? words.left : `${words.turns}[0]`;
  return ` if (${mustGiveWay(words, count)}) { yield ${site}; ${counted} = ${words.look}(); } `;
}

/** Stores the local count. */
export function storeText(words: Words): string {
  return `${words.turns}[0] = ${words.left};`;
}

/** Fetches it. */
export function fetchText(words: Words): string {
  return `${words.left} = ${words.turns}[0];`;
}
