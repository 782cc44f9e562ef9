/** What the book's compiler makes of a generator that stands in a file of this chapter. */
import { stripTypeScriptTypes } from "node:module";
import { compileCoroutine, type CompiledCoroutine } from "../../../labs/_runtime/coroutine/compile_coroutine.ts";

/** A generator's text without its types, and the class made of it. */
export interface CompiledRegion {
  readonly source: string;
  readonly compiled: CompiledCoroutine;
}

/** Compiles the region `generator` of a file. */
export async function compiledRegion(file: string): Promise<CompiledRegion> {
  const text = await Deno.readTextFile(new URL(`../${file}`, import.meta.url));
  const [, region] = /\/\/ #region generator\n([^]*?)\/\/ #endregion/.exec(text) ?? [];
  if (region === undefined) throw new Error(`figures/compiled_region.ts: ${file} has no region "generator"`);
  const source = stripTypeScriptTypes(region).replace("export ", "").replace(/[ \t]+$/gm, "").trim();
  return { source, compiled: compileCoroutine(source) };
}
