/** The reader's own folder, `workspace/`: one file a lab, ignored by git, never overwritten without a copy. */

/** Where the file of a lab is, and what was there before a reset. */
export class Workspace {
  readonly #folder: URL;

  /** `folder` ends in a slash. */
  constructor(folder: URL) {
    this.#folder = folder;
  }

  /** `workspace/<id>.ts`. */
  file(labId: string): URL {
    return new URL(`${labId}.ts`, this.#folder);
  }

  /** Copies the starter; returns false, and touches nothing, when the file is there already. */
  async start(labId: string, starter: string): Promise<boolean> {
    await Deno.mkdir(this.#folder, { recursive: true });
    try {
      await Deno.writeTextFile(this.file(labId), starter, { createNew: true });
      return true;
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) return false;
      throw error;
    }
  }

  /** Puts the starter back and keeps what was there; returns where, or `null` when there was nothing to keep. */
  async reset(labId: string, starter: string): Promise<URL | null> {
    await Deno.mkdir(this.#folder, { recursive: true });
    const kept = await this.#keepCopy(labId);
    await Deno.writeTextFile(this.file(labId), starter);
    return kept;
  }

  /** Notes that the solution was asked for; returns true when it had been asked for before. */
  async askedBefore(labId: string): Promise<boolean> {
    await Deno.mkdir(this.#folder, { recursive: true });
    try {
      await Deno.writeTextFile(new URL(`.${labId}-solution-asked`, this.#folder), "", { createNew: true });
      return false;
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) return true;
      throw error;
    }
  }

  /** Renames the file to the first free `<id>.<n>.bak`: an ending that no tool takes for a module. */
  async #keepCopy(labId: string): Promise<URL | null> {
    for (let copy = 1;; copy++) {
      const kept = new URL(`${labId}.${copy}.bak`, this.#folder);
      try {
        await Deno.lstat(kept);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        return await this.#rename(labId, kept);
      }
    }
  }

  async #rename(labId: string, kept: URL): Promise<URL | null> {
    try {
      await Deno.rename(this.file(labId), kept);
      return kept;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }
}
