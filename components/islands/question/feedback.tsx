import type { AnswerFeedback } from "../../../chapters/_render/chapter.ts";
import { RawHtml } from "../shared/raw_html.tsx";

/** What a reader hears after answering. The key of a question answered wrong waits behind one more click: try again first. */
export function Feedback({ feedback }: { readonly feedback: AnswerFeedback }) {
  const { correct, explanation, key } = feedback;
  return (
    <div class={correct ? "feedback-right" : "feedback-wrong"}>
      <p>
        <strong>
          <span aria-hidden="true">{correct ? "✓" : "✗"}</span> {correct ? "Right" : "Not quite"}
        </strong>
      </p>
      <RawHtml html={explanation} />
      {!correct && (
        <details>
          <summary>Show the answer</summary>
          <RawHtml html={key} />
        </details>
      )}
    </div>
  );
}
