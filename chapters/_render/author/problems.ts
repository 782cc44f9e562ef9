/** What authors hear: all mistakes of a text at once, each with its place and its remedy. */

/** A line of an author's file. */
export interface Place {
  /** Path from the book's parent folder, as in `chapters/01-what-runs-when/chapter.md`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** One mistake of an author. */
export interface Problem extends Place {
  /** A clause without its full stop. */
  readonly what: string;
  /** What to do about it: a sentence. */
  readonly remedy: string;
}

/** The mistakes of one or more texts. Its message has one line for each: `file:line: what. remedy`. */
export class AuthorError extends SyntaxError {
  override readonly name = "SyntaxError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const inOrder = problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
    super(inOrder.map(({ file, line, what, remedy }) => `${file}:${line}: ${what}. ${remedy}`).join("\n"));
    this.problems = inOrder;
  }
}

/**
 * Collects mistakes, so that an author hears of all of them in one go. Whoever reports one goes on with an empty value in
 * place of the wrong one; nothing made that way gets out, because `throwIfAny` is called before a result is handed over.
 */
export class Problems {
  readonly #found: Problem[] = [];

  /** How many there are so far: compare before and after to learn whether a step went well. */
  get count(): number {
    return this.#found.length;
  }

  /** Notes one mistake: `what` is a clause without full stop, `remedy` a sentence. */
  report(place: Place, what: string, remedy: string): void {
    this.#found.push({ file: place.file, line: place.line, what, remedy });
  }

  /** A handler for a failed promise: takes over an author's mistakes and goes on with `instead`; other errors fly on. */
  absorb<T>(instead: T): (error: unknown) => T {
    return (error) => {
      if (!(error instanceof AuthorError)) throw error;
      this.#found.push(...error.problems);
      return instead;
    };
  }

  /** All that was reported, to be thrown where there is nothing to go on with. */
  error(): AuthorError {
    return new AuthorError(this.#found);
  }

  /** @throws {AuthorError} when anything was reported. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw this.error();
  }
}
