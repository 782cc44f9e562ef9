/** A self-checking question in the text. Its key stays on the server until an answer was given. */
import { useEffect, useState } from "preact/hooks";
import type { AnswerFeedback, Question as QuestionContent } from "../../chapters/_render/chapter.ts";
import { type AnswerDraft, emptyDraft, readyAnswer } from "./question/answer_drafts.ts";
import { AnswerField } from "./question/answer_field.tsx";
import { Feedback } from "./question/feedback.tsx";
import { askServer } from "./shared/ask_server.ts";
import { pageProgress } from "./shared/page_progress.ts";
import { RawHtml } from "./shared/raw_html.tsx";
import { useAlive } from "./shared/use_alive.ts";

/** A question and where it stands. */
export interface QuestionProps {
  /** Slug. */
  readonly chapter: string;
  readonly question: QuestionContent;
}

/** What came of the last answer: feedback, or a sentence on why there is none. */
type Reply =
  | { readonly kind: "feedback"; readonly feedback: AnswerFeedback }
  | { readonly kind: "sentence"; readonly sentence: string };

/** A question, its form and what the reader hears after answering. */
export default function Question({ chapter, question }: QuestionProps) {
  const alive = useAlive();
  const [draft, setDraft] = useState<AnswerDraft>(emptyDraft(question));
  const [reply, setReply] = useState<Reply | null>(null);
  const [asking, setAsking] = useState(false);
  const [before, setBefore] = useState<"right" | "wrong" | null>(null);
  const name = `answer-${chapter}-${question.id}`;

  useEffect(() =>
    pageProgress.listen(({ answers }) => {
      const found = answers.find((answer) => answer.chapter === chapter && answer.questionId === question.id);
      setBefore(found === undefined ? null : found.correct ? "right" : "wrong");
    }), [chapter, question.id]);

  function change(next: AnswerDraft): void {
    setDraft(next);
    setReply(null);
  }

  async function send(): Promise<void> {
    const ready = readyAnswer(question, draft);
    if (ready.kind === "missing") return setReply({ kind: "sentence", sentence: ready.sentence });
    setAsking(true);
    const body = { chapter, questionId: question.id, answer: ready.answer };
    const answer = await askServer("/api/answers", { method: "POST", body });
    setAsking(false);
    if (answer.kind === "problem") return setReply({ kind: "sentence", sentence: answer.problem.sentence });
    const feedback = answer.body as AnswerFeedback;
    setReply({ kind: "feedback", feedback });
    void pageProgress.noteAnswer({ chapter, questionId: question.id, correct: feedback.correct });
  }

  return (
    <form
      class="question"
      aria-labelledby={`${name}-prompt`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="question-head">
        <span class="question-word">Question</span>
        {before !== null && reply === null && (
          <span>{before === "right" ? "✓ answered right" : "answered, not right"}</span>
        )}
      </div>
      <div id={`${name}-prompt`} class="question-prompt" dangerouslySetInnerHTML={{ __html: question.prompt }} />
      {question.code !== undefined && <RawHtml class="question-code" html={question.code} />}
      <fieldset disabled={!alive || asking} aria-labelledby={`${name}-prompt`}>
        <AnswerField form={question} name={name} draft={draft} onChange={change} />
        <button type="submit" class="button-main">Answer</button>
      </fieldset>
      <noscript>Checking an answer takes JavaScript: the text around this question reads without it.</noscript>
      <div role="status" class="question-reply">
        {reply?.kind === "sentence" && <p>{reply.sentence}</p>}
        {reply?.kind === "feedback" && <Feedback feedback={reply.feedback} />}
      </div>
    </form>
  );
}
