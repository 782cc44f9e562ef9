import type { QuestionForm } from "../../../chapters/_render/chapter.ts";
import type { AnswerDraft } from "./answer_drafts.ts";
import { ChoiceField } from "./choice_field.tsx";
import { OrderField } from "./order_field.tsx";
import { ScheduleField } from "./schedule_field.tsx";

interface AnswerFieldProps {
  readonly form: QuestionForm;
  /** Unique in the page. */
  readonly name: string;
  readonly draft: AnswerDraft;
  readonly onChange: (draft: AnswerDraft) => void;
}

/** The part of a question that a reader fills in: one of five forms. */
export function AnswerField({ form, name, draft, onChange }: AnswerFieldProps) {
  switch (form.kind) {
    case "choice":
      return <ChoiceField form={form} name={name} chosen={String(draft)} onChange={onChange} />;
    case "order":
      return <OrderField form={form} order={typeof draft === "string" ? [] : draft} onChange={onChange} />;
    case "predict-schedule":
      return <ScheduleField form={form} marked={typeof draft === "string" ? [] : draft} onChange={onChange} />;
    case "predict-output":
      return (
        <label class="question-output">
          What it prints, line by line
          <textarea
            rows={form.lines}
            value={String(draft)}
            wrap="off"
            autocapitalize="off"
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        </label>
      );
    case "number":
      return (
        <label class="question-number">
          Your number
          <input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            value={String(draft)}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <span>{form.unit}</span>
        </label>
      );
  }
}
