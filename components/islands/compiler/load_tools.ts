/** What editing takes and reading does not: an editor, a parser and the compiler, each in a file of its own. */

/** Loaded together. */
export interface Tools {
  readonly mountEditor: typeof import("../lab_panel/editor.ts").mountEditor;
  readonly compileSource: typeof import("./compile_source.ts").compileSource;
}

/** Loads them, or resolves with `null` where they cannot be had. */
export async function loadTools(): Promise<Tools | null> {
  try {
    const [{ mountEditor }, { compileSource }] = await Promise.all([
      import("../lab_panel/editor.ts"),
      import("./compile_source.ts"),
    ]);
    return { mountEditor, compileSource };
  } catch {
    return null;
  }
}
