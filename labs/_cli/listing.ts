/** The labs and what came of them, as text. Pure. */
import type { LearnerProgress } from "../_progress/progress.ts";
import type { Lab } from "../_runner/lab.ts";

/** The labs under their chapters, with a mark for those passed. */
export function listLabs(labs: readonly Lab[], learner: LearnerProgress): string {
  const byChapter = Map.groupBy(labs, (lab) => lab.chapter);
  const width = Math.max(...labs.map((lab) => lab.id.length), 0);
  const blocks = [...byChapter].map(([chapter, members]) =>
    [chapter, ...members.map((lab) => `  ${mark(lab, learner)} ${lab.id.padEnd(width)}  ${lab.title}`)].join("\n")
  );
  return [...blocks, "✓ passed  · tried"].join("\n\n");
}

/** How far a learner is, in a few lines. */
export function reportProgress(labs: readonly Lab[], learner: LearnerProgress): string {
  const passed = labs.filter((lab) => mark(lab, learner) === "✓");
  const points = passed.reduce((sum, lab) => sum + lab.points, 0);
  const all = labs.reduce((sum, lab) => sum + lab.points, 0);
  const right = learner.answers.filter((answer) => answer.correct).length;
  return [
    `Labs passed: ${passed.length} of ${labs.length} (${points} of ${all} points).`,
    `Questions answered right: ${right} of ${learner.answers.length} tried.`,
    ...passed.map((lab) => `  ✓ ${lab.id}`),
  ].join("\n");
}

function mark(lab: Lab, learner: LearnerProgress): "✓" | "·" | " " {
  const record = learner.labs.find((entry) => entry.labId === lab.id);
  if (record === undefined) return " ";
  return record.passedAtMs === null ? "·" : "✓";
}
