/** Keeps the last words of Deno and V8 from the learner: banners, C++ stacks and pleas to report a bug that is none. */

/** The lines with which they begin; all that follows on stderr belongs to them. */
const BEGINS = new RegExp(
  [
    "^<--- Last few GCs --->",
    "^# Fatal ",
    "^Deno has panicked\\.",
    "^thread '.*' .*(?:panicked at|has overflowed its stack)",
    "^fatal runtime error: ",
  ].join("|"),
);

/** Lines that may stand before such a beginning: shown only when none comes. */
const MAY_PRECEDE = /^[#=]*$/;

/** No line that is known above is longer; more need not be held to know. */
const HELD_CHARACTERS = 200;

/** The filter of one stderr. */
export class CrashReport {
  #held = "";
  #begun = false;

  /** Takes the next text, returns what is the program's own for certain. */
  push(text: string): string {
    if (this.#begun) return "";
    const whole = this.#held + text;
    let shown = 0;
    let from = 0;
    for (let end = whole.indexOf("\n"); end !== -1; end = whole.indexOf("\n", from)) {
      const line = whole.slice(from, end);
      if (BEGINS.test(line)) {
        this.#begun = true;
        return whole.slice(0, shown);
      }
      from = end + 1;
      if (!MAY_PRECEDE.test(line)) shown = from;
    }
    if (whole.length - shown > HELD_CHARACTERS) shown = whole.length;
    this.#held = whole.slice(shown);
    return whole.slice(0, shown);
  }

  /** Returns what was held back. */
  end(): string {
    return this.#begun || BEGINS.test(this.#held.trimStart()) ? "" : this.#held;
  }
}
