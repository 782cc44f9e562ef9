/** Where things are, seen from this file. */

/** The folders that commands work on; tests give others. */
export interface Folders {
  readonly labs: URL;
  readonly chapters: URL;
  readonly workspace: URL;
  /** Absolute paths. */
  readonly cache: string;
  readonly progress: string;
}

/** The project's own. */
export const FOLDERS: Folders = {
  labs: new URL("../", import.meta.url),
  chapters: new URL("../../chapters/", import.meta.url),
  workspace: new URL("../../workspace/", import.meta.url),
  cache: `${import.meta.dirname}/../../.cache`,
  progress: `${import.meta.dirname}/../../.data`,
};
