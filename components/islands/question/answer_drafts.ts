/** What a reader has put into a question's form so far, and the answer that it makes. Pure. */
import type { Answer, QuestionForm } from "../../../chapters/_render/chapter.ts";

/** The form's content: chosen option, text typed, item ids in their present order, or marked options. */
export type AnswerDraft = string | readonly string[];

/** An answer to send, or what is missing, in a sentence. */
export type ReadyAnswer =
  | { readonly kind: "ready"; readonly answer: Answer }
  | { readonly kind: "missing"; readonly sentence: string };

/** The form as it is before anything was done. */
export function emptyDraft(form: QuestionForm): AnswerDraft {
  if (form.kind === "order") return form.items.map((item) => item.id);
  return form.kind === "predict-schedule" ? [] : "";
}

/** Makes the answer out of a form's content. */
export function readyAnswer(form: QuestionForm, draft: AnswerDraft): ReadyAnswer {
  switch (form.kind) {
    case "choice":
      return draft === "" ? missing("Choose one of the answers first.") : { kind: "ready", answer: draft };
    case "predict-output":
      return { kind: "ready", answer: draft };
    case "order":
      return { kind: "ready", answer: draft };
    case "predict-schedule":
      return draft.length === 0 ? missing("Mark at least one: some schedule runs.") : { kind: "ready", answer: draft };
    case "number":
      return readyNumber(String(draft));
  }
}

function readyNumber(text: string): ReadyAnswer {
  const compact = text.replace(/[\s_']/g, "");
  const answer = Number(compact);
  if (compact === "" || !Number.isFinite(answer)) {
    return missing("Write a number, with a point before its decimals: 12.5 or 1500.");
  }
  return { kind: "ready", answer };
}

function missing(sentence: string): ReadyAnswer {
  return { kind: "missing", sentence };
}

/** The order with one item moved by so many places; the same order when it would leave the list. */
export function moved(order: readonly string[], id: string, by: number): readonly string[] {
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0) return order;
  const others = order.filter((other) => other !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
