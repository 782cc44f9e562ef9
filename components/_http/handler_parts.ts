/** What the handler is put together from. Types only. */
import type { Book } from "../../chapters/_render/chapter.ts";
import type { Progress } from "../../labs/_progress/progress.ts";
import type { Grader } from "../../labs/_runner/grader.ts";
import type { Lab } from "../../labs/_runner/lab.ts";
import type { Runner } from "../../labs/_runner/protocol.ts";
import type { Assets } from "../_build/assets.ts";
import type { LabText, Pages } from "../pages/page.ts";
import type { Identity } from "./identity.ts";
import type { Limits } from "./rates.ts";
import type { Settings } from "./settings.ts";

/** The parts of the site: all of them values, so that an edited chapter is a new handler with one part changed. */
export interface HandlerParts {
  readonly settings: Settings;
  readonly book: Book;
  readonly labs: ReadonlyMap<string, Lab>;
  readonly labTexts: ReadonlyMap<string, LabText>;
  readonly pages: Pages;
  readonly assets: Assets;
  readonly progress: Progress;
  readonly runner: Runner;
  readonly grader: Grader;
}

/** What the areas of the site share. */
export interface Site extends HandlerParts {
  readonly identity: Identity;
  readonly limits: Limits;
  /** Takes one line for whoever runs the server. */
  log(line: string): void;
}
