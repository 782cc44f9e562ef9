/** Marks the labs that a page lists as passed or attempted. The pages themselves are the same for every reader. */
import { useEffect } from "preact/hooks";
import { markLabs } from "./progress_marks/mark_labs.ts";
import { pageProgress } from "./shared/page_progress.ts";

/** Shows nothing of its own: it writes into the elements that name a lab. */
export default function ProgressMarks() {
  useEffect(() => pageProgress.listen(({ labs }) => markLabs(document, labs)), []);
  return null;
}
