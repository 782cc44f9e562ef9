/**
 * What is slow to make in a chapter (output of a file, a drawing, highlighted code), each under the key of its own inputs.
 * After an edit only the pieces that changed are made again: fixing a word in the prose runs nothing.
 */
import { readCached, writeCached } from "./cache_file.ts";
import { digest } from "./digest.ts";

/** The pieces of one text. Those that were not asked for since it was opened are forgotten when it is saved. */
export class Pieces {
  readonly #path: string | null;
  readonly #machinery: string;
  readonly #kept: ReadonlyMap<string, unknown>;
  readonly #used = new Map<string, Promise<unknown>>();
  #changed = false;

  private constructor(path: string | null, machinery: string, kept: ReadonlyMap<string, unknown>) {
    this.#path = path;
    this.#machinery = machinery;
    this.#kept = kept;
  }

  /** Opens the file of pieces; those that other machinery made are not used. */
  static async open(path: string, machinery: string): Promise<Pieces> {
    const kept = await readCached(path, machinery);
    return new Pieces(path, machinery, new Map(Object.entries(kept ?? {})));
  }

  /** Pieces that are kept nowhere. */
  static inMemory(): Pieces {
    return new Pieces(null, "", new Map());
  }

  /** The piece made of `inputs`, whose first item says of what kind it is. A failure is not kept. `T` must survive JSON. */
  async piece<T>(inputs: readonly string[], make: () => Promise<T>): Promise<T> {
    const key = await digest(inputs);
    let piece = this.#used.get(key);
    if (piece === undefined) {
      const kept = this.#kept.get(key);
      if (kept === undefined) this.#changed = true;
      piece = kept === undefined ? make() : Promise.resolve(kept);
      this.#used.set(key, piece);
    }
    return await piece as T;
  }

  /** Writes the pieces that were used, when they are not the ones in the file. */
  async save(): Promise<void> {
    if (this.#path === null || (!this.#changed && this.#used.size === this.#kept.size)) return;
    const made: [string, unknown][] = [];
    for (const [key, piece] of this.#used) {
      const [settled] = await Promise.allSettled([piece]);
      if (settled.status === "fulfilled") made.push([key, settled.value]);
    }
    await writeCached(this.#path, this.#machinery, Object.fromEntries(made));
  }
}
