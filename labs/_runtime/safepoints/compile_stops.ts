/**
 * The text of one safe point.
 *
 * What is left of the grant is counted in `turns[0]`, which all copies share. How the innermost loops count is said in
 * `compile_loops.ts`.
 */
import { siteAt } from "./safe_point.ts";

/** Names in compiled code: each begins or ends with a mark that the learner's names do not contain. */
export interface Words {
  readonly look: string;
  readonly turns: string;
  readonly twin: string;
  readonly park: string;
  readonly takeUp: string;
  /** How many turns a loop in strips was granted, and how many of them it has done. */
  readonly granted: string;
  readonly done: string;
  /** What a fast copy returned. */
  readonly result: string;
  /** Follows a function's name in its copies' names. */
  readonly mark: string;
}

/** Line and column in the source, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
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
    granted: `${mark}granted`,
    done: `${mark}done`,
    result: `${mark}r`,
    mark,
  };
}

/** What compiled code begins with. A constant of the module is read faster than an import, and `turns` is read all the time. */
export function importLine({ look, park, takeUp, turns, twin }: Words): string {
  const names = `look as ${look}, park as ${park}, takeUp as ${takeUp}, turns as ${turns}Shared, twin as ${twin}`;
  return `import { ${names} } from "@interleave/safepoints"; const ${turns} = ${turns}Shared; `;
}

/**
 * When a safe point looks. A number: when so many turns, which are counted there, use up the grant. `always`: every time, and
 * gives back what is left of the grant. `now`: the grant is known to be used up.
 */
export type Looks = number | "always" | "now";

/** The condition under which a safe point gives way. */
export function mustGiveWay({ turns, look }: Words, looks: Looks): string {
  const given = `(${turns}[0] = ${look}(${looks === "always" ? `${turns}[0]` : ""})) === 0`;
  if (typeof looks === "string") return given;
  return `${looks === 1 ? `--${turns}[0]` : `(${turns}[0] -= ${looks})`} < 0 && ${given}`;
}

/** Gives way at a place in the source, and has a new grant when it goes on. */
export function giveWayText({ turns, look }: Words, place: Place): string {
  return `yield ${siteAt(place.line, place.column)}; ${turns}[0] = ${look}();`;
}

/** A safe point in a generator. */
export function stopText(words: Words, place: Place, looks: Looks): string {
  return ` if (${mustGiveWay(words, looks)}) { ${giveWayText(words, place)} } `;
}

/** Stores what a loop in strips leaves of its grant. That the loop was begun counts as a turn. */
export function storeText({ turns, granted, done }: Words): string {
  return `${turns}[0] = ${granted} - ${done} - 1;`;
}
