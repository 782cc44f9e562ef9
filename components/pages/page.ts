/** What every page component gets. Types only. */
import type { Assets } from "../_build/assets.ts";
import type { Book, Chapter } from "../../chapters/_render/chapter.ts";
import type { LabText } from "../../chapters/_render/render_task.ts";
import type { Lab } from "../../labs/_runner/lab.ts";
import type { LearnerProgress } from "../../labs/_progress/progress.ts";
import type { SandboxLevel } from "../../labs/_runner/protocol.ts";

export type { LabText };

/** The frame of a page. Pages are the same for every reader, so that they can carry an ETag: progress arrives by islands. */
export interface PageContext {
  readonly book: Book;
  readonly labs: ReadonlyMap<string, Lab>;
  /** By lab id: one for each of `labs`. */
  readonly labTexts: ReadonlyMap<string, LabText>;
  readonly assets: Assets;
  readonly level: SandboxLevel;
  /** True in hosted mode: the footer then offers the recovery phrase. */
  readonly hosted: boolean;
  /** Path of the page, for `aria-current`. */
  readonly path: string;
}

/** What the page files in this folder export: plain functions from values to a whole HTML document. */
export interface Pages {
  contents(context: PageContext): string;
  chapter(context: PageContext, chapter: Chapter): string;
  lab(context: PageContext, lab: Lab): string;
  glossary(context: PageContext): string;
  /** The one page that is a reader's own. */
  progress(context: PageContext, learner: LearnerProgress): string;
  notFound(context: PageContext): string;
}
