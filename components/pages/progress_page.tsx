import type { Chapter } from "../../chapters/_render/chapter.ts";
import type { Lab } from "../../labs/_runner/lab.ts";
import type { LabProgress, LearnerProgress } from "../../labs/_progress/progress.ts";
import ProgressTools from "../islands/progress_tools.tsx";
import { renderDocument } from "./document.tsx";
import { Island } from "./island.tsx";
import type { PageContext } from "./page.ts";

/** What this reader has done, chapter by chapter, and how to take it along. */
export function progressPage(context: PageContext, learner: LearnerProgress): string {
  const passed = learner.labs.filter((lab) => lab.passedAtMs !== null && context.labs.has(lab.labId)).length;
  const main = (
    <div class="reference">
      <h1>Your progress</h1>
      <p>
        {passed} of {context.labs.size} labs passed. Passes come from the grader alone; drafts are saved as you type.
      </p>
      {context.book.chapters.map((chapter) => (
        <ChapterProgress key={chapter.slug} context={context} chapter={chapter} learner={learner} />
      ))}
      <section class="progress-chapter" aria-labelledby="take-it-along">
        <h2 id="take-it-along">Take it along</h2>
        <Island
          assets={context.assets}
          name="progress_tools"
          component={ProgressTools}
          props={{ hosted: context.hosted }}
        />
      </section>
    </div>
  );
  const description = "Labs passed and questions answered in the book Interleave.";
  return renderDocument(context, { title: "Your progress", description, main });
}

interface ChapterProgressProps {
  readonly context: PageContext;
  readonly chapter: Chapter;
  readonly learner: LearnerProgress;
}

function ChapterProgress({ context, chapter, learner }: ChapterProgressProps) {
  const labs = chapter.labs.map((id) => context.labs.get(id)).filter((lab) => lab !== undefined);
  const answers = learner.answers.filter((answer) => answer.chapter === chapter.slug);
  const right = answers.filter((answer) => answer.correct).length;
  const questions = chapter.parts.filter((part) => part.kind === "question").length;
  return (
    <section class="progress-chapter">
      <h2>
        <a href={`/chapters/${chapter.slug}`}>{chapter.number}. {chapter.title}</a>
      </h2>
      {labs.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Lab</th>
              <th scope="col">Attempts</th>
              <th scope="col">Passed</th>
            </tr>
          </thead>
          <tbody>
            {labs.map((lab) => (
              <LabRow
                key={lab.id}
                lab={lab}
                done={learner.labs.find(({ labId }) => labId === lab.id)}
              />
            ))}
          </tbody>
        </table>
      )}
      {questions > 0 && <p class="label">{right} of {questions} questions answered right, {answers.length} tried.</p>}
    </section>
  );
}

function LabRow({ lab, done }: { readonly lab: Lab; readonly done: LabProgress | undefined }) {
  return (
    <tr>
      <td>
        <a href={`/labs/${lab.id}`}>{lab.title}</a>
      </td>
      <td>{done?.attempts ?? 0}</td>
      <td>{done === undefined || done.passedAtMs === null ? "not yet" : <PassedOn atMs={done.passedAtMs} />}</td>
    </tr>
  );
}

/** The day alone, in UTC: the server does not know where its reader is. */
function PassedOn({ atMs }: { readonly atMs: number }) {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return (
    <span class="passed">
      ✓ <time datetime={day}>{day}</time>
    </span>
  );
}
