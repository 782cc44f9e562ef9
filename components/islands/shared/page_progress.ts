/** The reader's progress, fetched once for each page whatever the number of islands, and kept up to date by them. */
import type { AnswerProgress, LabProgress, LearnerProgress } from "../../../labs/_progress/progress.ts";
import { askServer } from "./ask_server.ts";

const NOTHING: LearnerProgress = { labs: [], answers: [] };

type QuestionName = Pick<AnswerProgress, "chapter" | "questionId">;

/** Hears the progress: once when it has been fetched, then after each change made on this page. */
export type ProgressListener = (progress: LearnerProgress) => void;

/** What this page knows of the reader's progress. */
export class PageProgress {
  readonly #fetchProgress: () => Promise<LearnerProgress | null>;
  readonly #listeners = new Set<ProgressListener>();
  #known: LearnerProgress = NOTHING;
  #loaded: Promise<void> | null = null;

  /** `fetchProgress` resolves to `null` when the server could not be asked: marks are then missing, nothing else is. */
  constructor(fetchProgress: () => Promise<LearnerProgress | null>) {
    this.#fetchProgress = fetchProgress;
  }

  /** Calls `listener` when the progress has come, and on every change from then on. Returns how to stop. */
  listen(listener: ProgressListener): () => void {
    void this.#load().then(() => {
      listener(this.#known);
      this.#listeners.add(listener);
    });
    return () => void this.#load().then(() => this.#listeners.delete(listener));
  }

  /** Notes what the grader's verdict on this page was. */
  async noteAttempt(labId: string, attempt: { readonly passed: boolean; readonly atMs: number }): Promise<void> {
    await this.#load();
    const { labs } = this.#known;
    const before = labs.find((lab) => lab.labId === labId);
    const after: LabProgress = {
      labId,
      attempts: (before?.attempts ?? 0) + 1,
      passedAtMs: before?.passedAtMs ?? (attempt.passed ? attempt.atMs : null),
      passedCode: before?.passedCode ?? null,
    };
    this.#change({ ...this.#known, labs: [...labs.filter((lab) => lab.labId !== labId), after] });
  }

  /** Notes how an answer on this page was judged. */
  async noteAnswer(answer: Omit<AnswerProgress, "tries">): Promise<void> {
    await this.#load();
    const { answers } = this.#known;
    const tries = (answers.find((other) => sameQuestion(other, answer))?.tries ?? 0) + 1;
    const others = answers.filter((other) => !sameQuestion(other, answer));
    this.#change({ ...this.#known, answers: [...others, { ...answer, tries }] });
  }

  /** Asks the server once; notes wait for it, so that its answer cannot undo them. */
  #load(): Promise<void> {
    this.#loaded ??= this.#fetchProgress().then((fetched) => {
      this.#known = fetched ?? NOTHING;
    });
    return this.#loaded;
  }

  #change(progress: LearnerProgress): void {
    this.#known = progress;
    for (const listener of this.#listeners) listener(progress);
  }
}

function sameQuestion(one: QuestionName, other: QuestionName): boolean {
  return one.chapter === other.chapter && one.questionId === other.questionId;
}

/** The page's one copy: every island on it imports this module, and the bundler keeps it in one file. */
export const pageProgress = new PageProgress(async () => {
  const answer = await askServer("/api/progress");
  return answer.kind === "ok" ? answer.body as LearnerProgress : null;
});
