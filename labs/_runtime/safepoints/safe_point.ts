/**
 * Safe points, the running side: what compiled code asks at each of them, and who answers.
 *
 * A safe point is a place where a task can be stopped without anybody noticing: nothing is half done there. The compiler
 * (`compile_safe_points.ts`) puts them at loop heads and function entries of a copy of each function that can run for long:
 *
 *     function* sum$twin(items) {
 *       if (--turns[0] < 0 && (turns[0] = look()) === 0) { yield SITE; turns[0] = look(); }
 *       for (const item of items) {
 *         if (--turns[0] < 0 && (turns[0] = look()) === 0) { yield SITE; turns[0] = look(); }
 *         …
 *       }
 *     }
 *
 * Hot loops run in strips instead (`compile_loops.ts`), and most functions as ordinary ones (`sprint.ts`). Of two safe points
 * that are passed in quick succession whatever happens, one is left out.
 *
 * What it leaves out. One watch at a time: a thread runs one scheduler.
 *
 * How the real one differs. Go compares the stack pointer with a limit that the monitor overwrites, HotSpot reads a page
 * that the VM protects, CPython tests one word of "eval breaker" bits: all three look every time, at about one instruction.
 * A look here costs a call, so cheap loops count down between looks.
 */

/** Turns of a cheap loop between two looks: about a microsecond of work. */
export const STRIDE = 1_024;

/**
 * Answers a look: how many safe points may be passed before the next look, at least 1; or 0, give way now.
 *
 * `left` is how many of those granted before were not passed: a loop that looks on every turn gives them back.
 */
export type Watch = (left: number) => number;

const nobodyWatches: Watch = () => STRIDE;
let watch: Watch = nobodyWatches;

/**
 * What compiled code counts down, at index 0: safe points until it must look. A scheduler that changes tasks stores 0
 * there, and the next safe point looks. At index 1, whether a fast copy has parked the rest of its work (`sprint.ts`).
 */
export const turns = new Int32Array(2);

/** What compiled code calls: turns until it must look again, or 0 to give way at once. */
export function look(left = 0): number {
  return watch(left);
}

/** Puts a watch in charge of all safe points; disposing it brings back the one before. */
export function watchSafePoints(next: Watch): Disposable {
  const before = watch;
  watch = next;
  turns[0] = 0;
  return { [Symbol.dispose]: () => void (watch = before) };
}

/** What a copy with safe points yields when it gives way: the line and column of the place, in one small integer. */
export type Site = number;

const COLUMNS = 1_024;

/** Line and column (from 1) → site. Columns beyond 1,023 count as 1,023. */
export function siteAt(line: number, column: number): Site {
  return line * COLUMNS + Math.min(column, COLUMNS - 1);
}

/** Site → line and column, from 1. */
export function placeOf(site: Site): { readonly line: number; readonly column: number } {
  return { line: Math.floor(site / COLUMNS), column: site % COLUMNS };
}
