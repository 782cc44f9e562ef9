/** The pages of the book: plain functions from values to HTML. */
import { chapterPage } from "./chapter_page.tsx";
import { contentsPage } from "./contents_page.tsx";
import { glossaryPage } from "./glossary_page.tsx";
import { labPage } from "./lab_page.tsx";
import { notFoundPage } from "./not_found_page.tsx";
import type { Pages } from "./page.ts";
import { progressPage } from "./progress_page.tsx";

export const pages: Pages = {
  contents: contentsPage,
  chapter: chapterPage,
  lab: labPage,
  glossary: glossaryPage,
  progress: progressPage,
  notFound: notFoundPage,
};
