/** What the parts of one chapter share while it is rendered: its files, its ids, its mistakes. */
import { suggest } from "./author/near_miss.ts";
import type { Place, Problems } from "./author/problems.ts";
import type { Pieces } from "./cache/pieces.ts";
import type { ChapterFolder } from "./chapter_folder.ts";
import { DrawFailure, drawFigure } from "./code/draw_figure.ts";
import { reachableFiles } from "./code/file_references.ts";
import { cutRegion, type SourceLine } from "./code/regions.ts";
import { RunFailure, runFile } from "./code/run_file.ts";
import { highlightCode, isLanguage } from "./highlight.ts";
import type { Prose } from "./markdown/prose.ts";

/** One chapter under way. Whatever cannot be had is reported and comes back as `null`. */
export class ChapterWork {
  readonly folder: ChapterFolder;
  /** Its text, for messages. */
  readonly file: string;
  readonly problems: Problems;
  readonly prose: Prose;
  readonly pieces: Pieces;
  readonly #denoFolder: string;
  readonly #ids: Map<string, number>;
  readonly #used = new Set(["chapter.md"]);
  readonly #failed = new Map<string, { readonly place: Place; readonly error: RunFailure }>();

  constructor(options: {
    readonly folder: ChapterFolder;
    readonly problems: Problems;
    readonly prose: Prose;
    readonly pieces: Pieces;
    /** Page id → line on which it was given away. */
    readonly ids: Map<string, number>;
    /** Where Deno keeps what it compiled of the files that are run. */
    readonly denoFolder: string;
  }) {
    this.folder = options.folder;
    this.file = `${options.folder.path}/chapter.md`;
    this.problems = options.problems;
    this.prose = options.prose;
    this.pieces = options.pieces;
    this.#ids = options.ids;
    this.#denoFolder = options.denoFolder;
  }

  /** Takes an id of the page; reports when it is taken already. */
  claimId(id: string, place: Place): void {
    const taken = this.#ids.get(id);
    if (taken === undefined) this.#ids.set(id, place.line);
    else this.problems.report(place, `the id "${id}" is taken on line ${taken}`, "Give one of the two another id.");
  }

  /** Text of a file of the chapter's folder, which is then known to be used. */
  source(file: string, place: Place): string | null {
    const text = this.folder.files.get(file);
    if (text !== undefined) {
      this.#used.add(file);
      return text;
    }
    const others = [...this.folder.files.keys()].filter((path) => path !== "chapter.md");
    this.problems.report(place, `no file "${file}" in the chapter's folder`, suggest(file, others));
    return null;
  }

  /** The lines of a file, or of a region of it, as a page shows them. */
  lines(file: string, region: string | undefined, place: Place): readonly SourceLine[] | null {
    const text = this.source(file, place);
    if (text === null) return null;
    const cut = cutRegion(text, region);
    switch (cut.kind) {
      case "lines":
        return cut.lines;
      case "unknown-region":
        this.problems.report(place, `no region "${region}" in ${file}`, suggest(region ?? "", cut.regions));
        return null;
      case "bad-marker": {
        const remedy = "Pairs are `// #region name` and `// #endregion`, each name once.";
        this.problems.report({ file: `${this.folder.path}/${file}`, line: cut.line }, cut.what, remedy);
        return null;
      }
    }
  }

  /** A file or a region of it as highlighted HTML, whose lines have ids that begin with `id`. */
  async snippet(
    { file, region, id }: { readonly file: string; readonly region: string | undefined; readonly id: string },
    place: Place,
  ): Promise<string | null> {
    const lines = this.lines(file, region, place);
    if (lines === null) return null;
    const ending = file.slice(file.lastIndexOf(".") + 1);
    const language = isLanguage(ending) ? ending : "text";
    const code = lines.map(({ text }) => text).join("\n");
    const lineNumbers = lines.map(({ number }) => number);
    return await this.pieces.piece(
      ["code", code, language, id, lineNumbers.join()],
      () => highlightCode(code, language, { linePrefix: id, lineNumbers }),
    );
  }

  /** What a file prints when it is run. That it fails is reported by `finish`, once, however often it is shown. */
  async printedBy(file: string, place: Place): Promise<string | null> {
    if (this.source(file, place) === null) return null;
    try {
      const run = () => runFile(this.#address(file), { denoFolder: this.#denoFolder });
      return await this.pieces.piece(["output", file, ...this.#madeOf(file)], run);
    } catch (error) {
      if (!(error instanceof RunFailure)) throw error;
      const other = this.#failed.get(file);
      if (other === undefined || place.line < other.place.line) this.#failed.set(file, { place, error });
      return null;
    }
  }

  /** What a file of the machinery prints, and may for that. */
  async printedByMachinery(file: URL, flags: readonly string[]): Promise<string> {
    const run = () => runFile(file, { denoFolder: this.#denoFolder, flags });
    return await this.pieces.piece(["machinery", file.pathname.split("/").at(-1) ?? "", ...flags], run);
  }

  /** The SVG that a module draws. */
  async drawing(file: string, place: Place): Promise<string | null> {
    if (this.source(file, place) === null) return null;
    try {
      return await this.pieces.piece(["drawing", file, ...this.#madeOf(file)], () => drawFigure(this.#address(file)));
    } catch (error) {
      if (!(error instanceof DrawFailure)) throw error;
      this.problems.report(place, `${file} ${error.message}`, error.remedy);
      return null;
    }
  }

  /** Call it when all parts are made: reports files that failed when they were run, and files that nothing uses. */
  finish(): void {
    for (const [file, { place, error }] of this.#failed) {
      this.problems.report(place, `${file} ${error.message}`, error.remedy);
    }
    const used = reachableFiles(this.folder.files, this.#used);
    for (const path of this.folder.files.keys()) {
      if (used.has(path)) continue;
      const remedy = "Use it in a listing, a question or a figure, or remove it.";
      this.problems.report({ file: `${this.folder.path}/${path}`, line: 1 }, "nothing uses this file", remedy);
    }
  }

  #address(file: string): URL {
    return new URL(encodeURI(file), this.folder.url);
  }

  /** What comes out of running a file depends on: itself and the files of the folder that it refers to, near and far. */
  #madeOf(file: string): readonly string[] {
    const { files } = this.folder;
    return [...reachableFiles(files, [file])].sort().flatMap((path) => [path, files.get(path) ?? ""]);
  }
}
